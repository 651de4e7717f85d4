import { Problem } from '@adjoin/protocol/problem';

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const FULL = new Set(['SQLITE_FULL', 'ENOSPC', '53100']);

/** Turns a fault of the storage into the refusal that callers see; anything else passes unchanged (THREATS 46). */
export function storageProblem(error: unknown): unknown {
  if (!FULL.has(codeOf(error))) return error;
  return new Problem({
    status: 507,
    code: 'storage-full',
    title: 'The disk of this node is full',
    detail: 'Nothing was changed. Reading still works; try again once the administrator has made room.',
  });
}

/** PostgreSQL: `character_not_in_repertoire`. The only character of well-formed text that it cannot hold is NUL. */
const UNSTORABLE_TEXT = '22021';

/** Was the database asked for, or given, a text that it cannot hold, as no id or name here does? */
export function isUnstorableText(error: unknown): boolean {
  return codeOf(error) === UNSTORABLE_TEXT;
}

export const databaseInUse = (): Problem =>
  new Problem({
    status: 503,
    code: 'database-in-use',
    title: 'Another process already runs on this database',
    detail: 'A node is one process. Stop the other one first.',
  });

export const tooManyWrites = (): Problem =>
  new Problem({
    status: 503,
    code: 'overloaded',
    title: 'Too many changes are waiting',
    detail: 'Nothing was changed. Try again in a moment.',
    headers: { 'retry-after': '1' },
  });
