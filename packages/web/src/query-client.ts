import { QueryClient } from '@tanstack/react-query';
import { problemOf } from './problems/problem-of.ts';

const retries = 3;

/** Refusals are answers; only silence and failures of the node are worth another try. */
function worthRetrying(failures: number, error: unknown): boolean {
  const { status } = problemOf(error);
  return failures < retries && (status === 0 || status >= 500);
}

// Events keep what was read up to date, so nothing grows stale by itself.
export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: Infinity, retry: worthRetrying, refetchOnWindowFocus: false } },
});
