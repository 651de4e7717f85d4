/**
 * Loaded into a node's process before the node itself (`node --import`): ends it, as kill -9 does, at the moment when
 * the first request of the kind that ADJOIN_TEST_DIES_ANSWERING names (a pattern of method and path) is about to be
 * answered with success. By then its change is committed, and nobody has been told.
 */
import { ServerResponse } from 'node:http';

const pattern = new RegExp(process.env.ADJOIN_TEST_DIES_ANSWERING ?? '(?!)');
const writeHead: (...args: any[]) => ServerResponse = ServerResponse.prototype.writeHead;

ServerResponse.prototype.writeHead = function dieOrWriteHead(this: ServerResponse, status: number, ...rest: any[]): any {
  if (status < 300 && pattern.test(`${this.req.method} ${this.req.url}`)) process.kill(process.pid, 'SIGKILL');
  return writeHead.call(this, status, ...rest);
};
