/** One page of a list, as every list of the API answers. */
export type Page<T> = { readonly data: readonly T[]; readonly next_cursor: string | null };

type PageQuery = { readonly limit: number; readonly cursor?: string };

/** The largest page that nodes give. */
const PAGE_SIZE = 100;

/**
 * Iterates over a list to its end, one page after the other: `for await (const person of eachOf((query) =>
 * client.get('/v1/people', { params: { query } })))`.
 */
export async function* eachOf<T>(readPage: (query: PageQuery) => Promise<Page<T>>): AsyncGenerator<T, void, undefined> {
  let query: PageQuery = { limit: PAGE_SIZE };
  for (;;) {
    const { data, next_cursor } = await readPage(query);
    yield* data;
    if (next_cursor === null) return;
    query = { limit: PAGE_SIZE, cursor: next_cursor };
  }
}

/** The whole list, for lists that are short enough to hold. */
export async function readAll<T>(readPage: (query: PageQuery) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of eachOf(readPage)) all.push(item);
  return all;
}
