/** A refusal as RFC 9457 describes it, with the node's stable `code`. */
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
  request_id?: string;
}

/** Thrown when the node refuses a request or cannot be reached. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** What stands in for an answer when no answer came. */
export const unreachable: Problem = { status: 0, code: "unreachable", title: "Unreachable" };

/** Reads whatever a failed request threw as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof TypeError) return unreachable;
  return { status: 0, code: "unexpected", title: String(error) };
}

/** Reads a refused response; a proxy's HTML error page becomes a problem of its own. */
export async function readProblem(response: Response): Promise<Problem> {
  const fallback = { status: response.status, code: `http_${response.status}`, title: response.statusText };
  if (!response.headers.get("content-type")?.includes("json")) return fallback;
  const body: unknown = await response.json().catch(() => null);
  return body !== null && typeof body === "object" ? { ...fallback, ...body } : fallback;
}
