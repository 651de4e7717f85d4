import { request as requestPlain } from 'node:http';
import { request as requestOverTls } from 'node:https';

/**
 * Asks the node in this container whether it is alive and exits 0 if it says so.
 * The certificate is not checked: the question never leaves the container.
 */
function main(): void {
  const port = Number((process.env.ADJOIN_LISTEN ?? ':8443').split(':').at(-1));
  const target = { host: 'localhost', port, path: '/livez', timeout: 4000, rejectUnauthorized: false };
  const request = process.env.ADJOIN_TLS === 'off' ? requestPlain(target) : requestOverTls(target);
  request.on('response', (response) => process.exit(response.statusCode === 200 ? 0 : 1));
  request.on('timeout', () => process.exit(1));
  request.on('error', () => process.exit(1));
  request.end();
}

main();
