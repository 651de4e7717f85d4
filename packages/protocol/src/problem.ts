/** One invalid place in a request: an RFC 6901 pointer and what is wrong there. */
export type ProblemPlace = { readonly pointer: string; readonly detail: string };

export type ProblemInit = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly errors?: readonly ProblemPlace[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
};

/** Problem types are names, not addresses: nothing has to be online for a client to compare them. */
const PROBLEM_TYPE_BASE = 'urn:adjoin:problem:';

/**
 * A refusal (RFC 9457). Thrown where a rule says no, rendered in one place.
 * `code` is stable and is what callers compare; `detail` is for people and may change.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly ProblemPlace[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(init: ProblemInit) {
    super(init.detail ?? init.title);
    this.name = 'Problem';
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.detail = init.detail;
    this.errors = init.errors;
    this.headers = init.headers ?? {};
    this.extensions = init.extensions ?? {};
  }
}

/**
 * The `application/problem+json` object of a refusal. Extension members never
 * replace the members that RFC 9457 §3.1 defines.
 */
export function toDocument(
  problem: Problem,
  { instance, request_id }: { instance?: string; request_id?: string } = {},
): Record<string, unknown> {
  return {
    ...problem.extensions,
    type: PROBLEM_TYPE_BASE + problem.code,
    title: problem.title,
    status: problem.status,
    code: problem.code,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
    ...(instance === undefined ? {} : { instance }),
    ...(request_id === undefined ? {} : { request_id }),
  };
}
