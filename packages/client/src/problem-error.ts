import type { components } from './generated/api.ts';

/** A refusal as RFC 9457 describes it, with the node's stable `code`. */
export type Problem = components['schemas']['Problem'] & { readonly [extension: string]: unknown };

/** The node refused a request. Decide by `code`; `message` is for people. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  readonly status: number;
  readonly code: string;
  readonly title: string;
  /** What to do about it. */
  readonly detail: string | undefined;
  /** Invalid places of the request: RFC 6901 pointers. */
  readonly errors: readonly { readonly pointer?: string; readonly detail?: string }[];

  constructor(problem: Problem) {
    super(problem.detail === undefined ? problem.title : `${problem.title}. ${problem.detail}`);
    this.problem = problem;
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
  }
}

/** No answer came: the node could not be reached, or the connection broke off. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
  readonly url: string;

  constructor(url: string, cause: unknown) {
    super(`${url} did not answer`, { cause });
    this.url = url;
  }
}

/** The problem in a refused answer's body; an error page of a proxy in between becomes a problem of its own. */
export function problemIn({ status, statusText }: Response, body: unknown): Problem {
  const fallback = { type: 'about:blank', title: statusText === '' ? `Status ${status}` : statusText, status, code: `status-${status}` };
  return typeof body === 'object' && body !== null && 'code' in body ? { ...fallback, ...(body as Partial<Problem>) } : fallback;
}

/** Reads a refused answer. */
export async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return problemIn(response, JSON.parse(text));
  } catch {
    return problemIn(response, undefined);
  }
}
