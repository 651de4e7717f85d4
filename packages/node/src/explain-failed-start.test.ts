import { Problem } from '@adjoin/protocol/problem';
import { describe, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { explainFailedStart } from './explain-failed-start.ts';

const failure = (message: string, members: object): Error => Object.assign(new Error(message), members);
const ofEveryAddress = (...errors: Error[]): Error => Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });

describe('a node that cannot start', () => {
  test.each([
    ['a wrong setting', new ConfigError('ADJOIN_TLS: unknown'), 'ADJOIN_TLS: unknown'],
    ['a second process', new Problem({ status: 503, code: 'database-in-use', title: 'Another process runs', detail: 'Stop it first.' }), 'Another process runs. Stop it first.'],
    ['a refusal without detail', new Problem({ status: 503, code: 'x', title: 'No' }), 'No.'],
    ['a port in use', failure('listen', { syscall: 'listen', code: 'EADDRINUSE', address: '127.0.0.1', port: 8443 }), 'Another program listens at 127.0.0.1:8443 already. Set another ADJOIN_LISTEN.'],
    ['an address of another machine', failure('listen', { syscall: 'listen', code: 'EADDRNOTAVAIL', address: '203.0.113.1', port: 1 }), '203.0.113.1 is no address of this machine. Set another ADJOIN_LISTEN.'],
    ['a port below 1024', failure('listen', { syscall: 'listen', code: 'EACCES', address: '0.0.0.0', port: 443 }), 'Port 443 is not for ordinary users. Set another ADJOIN_LISTEN.'],
    ['no PostgreSQL', failure('connect ECONNREFUSED 127.0.0.1:5432', { syscall: 'connect', code: 'ECONNREFUSED' }), 'No PostgreSQL answers (connect ECONNREFUSED 127.0.0.1:5432). Is it running, and is ADJOIN_DATABASE_URL right?'],
    ['no PostgreSQL at any address of a name', ofEveryAddress(failure('connect ECONNREFUSED ::1:5432', {})), 'No PostgreSQL answers (connect ECONNREFUSED ::1:5432). Is it running, and is ADJOIN_DATABASE_URL right?'],
    ['a wrong database password', failure('password authentication failed for user "x"', { severity: 'FATAL', code: '28P01' }), 'PostgreSQL refuses: password authentication failed for user "x". Is ADJOIN_DATABASE_URL right?'],
    ['a file that is no database', failure('file is not a database', { code: 'SQLITE_NOTADB' }), 'adjoin.db in the data directory is damaged, or no database (file is not a database). Restore it from a backup.'],
    ['a data directory of somebody else', failure("EACCES: permission denied, mkdir '/x'", { syscall: 'mkdir', code: 'EACCES', path: '/x' }), "the data directory cannot be used: EACCES: permission denied, mkdir '/x'. Set another ADJOIN_DATA_DIR, or mend this one."],
  ])('tells of %s without a stack', (_what, error, words) => {
    expect(explainFailedStart(error)).toBe(words);
  });

  test('shows where a fault of ours is', () => {
    expect(explainFailedStart(new TypeError('x is undefined'))).toContain('explain-failed-start.test.ts');
  });
});
