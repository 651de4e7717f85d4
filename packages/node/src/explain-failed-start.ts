import { Problem } from '@adjoin/protocol/problem';
import { ConfigError } from './config.ts';

type Failure = Error & { readonly code?: string; readonly syscall?: string; readonly address?: string; readonly port?: number; readonly path?: string; readonly severity?: string };

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN']);

/** Why a node cannot start: in words where whoever runs it can do something about it, with the stack where only we can. */
export function explainFailedStart(error: unknown): string {
  if (error instanceof Problem) return error.detail === undefined ? `${error.title}.` : `${error.title}. ${error.detail}`;
  if (error instanceof ConfigError) return error.message;
  const failure = error as Failure;
  if (failure.syscall === 'listen') return `${explainListening(failure)} Set another ADJOIN_LISTEN.`;
  if (UNREACHABLE.has(failure.code ?? '')) return `No PostgreSQL answers (${firstReason(failure)}). Is it running, and is ADJOIN_DATABASE_URL right?`;
  if (failure.severity !== undefined) return `PostgreSQL refuses: ${failure.message}. Is ADJOIN_DATABASE_URL right?`;
  if (failure.code === 'SQLITE_NOTADB' || failure.code === 'SQLITE_CORRUPT') return `adjoin.db in the data directory is damaged, or no database (${failure.message}). Restore it from a backup.`;
  if (failure.code === 'SQLITE_CANTOPEN' || (failure.syscall !== undefined && failure.path !== undefined)) return `the data directory cannot be used: ${failure.message}. Set another ADJOIN_DATA_DIR, or mend this one.`;
  return failure.stack ?? String(error);
}

function explainListening({ code, address, port, message }: Failure): string {
  if (code === 'EADDRINUSE') return `Another program listens at ${address}:${port} already.`;
  if (code === 'EADDRNOTAVAIL') return `${address} is no address of this machine.`;
  if (code === 'EACCES') return `Port ${port} is not for ordinary users.`;
  return `${message}.`;
}

/** Where a name has several addresses, there is a failure for each and none in words for all. */
function firstReason(failure: Failure): string {
  return failure instanceof AggregateError && failure.message === '' ? (failure.errors[0] as Error).message : failure.message;
}
