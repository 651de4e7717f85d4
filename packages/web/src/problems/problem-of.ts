import { type Problem, ProblemError, UnreachableError } from '@adjoin/client/problem-error';

/** Reads whatever a failed request threw as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof UnreachableError) return { type: 'about:blank', status: 0, code: 'unreachable', title: error.message };
  return { type: 'about:blank', status: 0, code: 'unexpected', title: String(error) };
}
