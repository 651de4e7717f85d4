import { answerOf } from "./client.ts";
import type { Page, Paging } from "./contract.ts";
import type { Problem } from "./problem.ts";

type Reply<T> = Promise<{ data?: Page<T>; error?: Problem; response: Response }>;

const perPage = 100;
const mostPages = 50;

/** Follows a list's cursors to its end, for lists short enough to be shown whole. */
export async function readAll<T>(readPage: (query: Paging) => Reply<T>): Promise<T[]> {
  const items: T[] = [];
  let query: Paging = { limit: perPage };
  for (let count = 0; count < mostPages; count += 1) {
    const page = await answerOf(readPage(query));
    items.push(...page.data);
    if (page.next_cursor === null) break;
    query = { limit: perPage, cursor: page.next_cursor };
  }
  return items;
}
