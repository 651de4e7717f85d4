import * as z from 'zod';
import { DEFAULT_LIST_LIMIT, MAX_LIST_LIMIT } from './limits.ts';
import { invalidCursor } from './problems.ts';

/** Query of every list: an opaque cursor and a limit, clamped to the largest page. */
export const listQuery = z.object({
  cursor: z.string().max(512).optional().describe('`next_cursor` of the page before; leave out for the first page'),
  limit: z.coerce.number().int().min(1).default(DEFAULT_LIST_LIMIT).transform((limit) => Math.min(limit, MAX_LIST_LIMIT)).describe(`Items of the page, at most ${MAX_LIST_LIMIT}`),
});

/** Schema of a list's answer. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable().describe('null on the last page') });
}

export function writeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Reads a cursor that `writeCursor` wrote.
 * @throws Problem 422 `invalid-cursor`
 */
export function readCursor<T extends z.ZodType>(cursor: string | undefined, position: T): z.infer<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalidCursor();
  }
}

/** Cuts rows that were asked for with one more than `limit` to a page, with the cursor of the next one. */
export function pageOf<R>(rows: readonly R[], limit: number, positionOf: (row: R) => readonly (string | number)[]): { rows: readonly R[]; next_cursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next_cursor: rows.length > limit && last !== undefined ? writeCursor(positionOf(last)) : null };
}
