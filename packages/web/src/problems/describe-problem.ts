import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Problem } from "../api/problem.ts";

const byCode: Record<string, MessageDescriptor> = {
  unreachable: msg`The node cannot be reached. Check your connection and try again.`,
  audience_changed: msg`Who sees this channel has changed since you wrote. Look at the new audience, then send again.`,
  invalid_credentials: msg`E-mail or password is not right.`,
  rate_limited: msg`Too many attempts. Wait a little and try again.`,
  storage_full: msg`The node's disk is full, so nothing can be stored. Tell your admin.`,
};

const byStatus: Record<number, MessageDescriptor> = {
  403: msg`You are not allowed to do this.`,
  404: msg`There is nothing here, or it is not for you.`,
  412: msg`This has changed meanwhile. Look at it again before you go on.`,
  429: byCode.rate_limited!,
  507: byCode.storage_full!,
};

/** What a refusal means, in the reader's language; falls back on what the node wrote. */
export function describeProblem(i18n: I18n, problem: Problem): string {
  const known = byCode[problem.code] ?? byStatus[problem.status];
  if (known) return i18n._(known);
  if (problem.status >= 500) return i18n._(msg`The node failed to answer. Try again; if it goes on, tell your admin.`);
  return problem.detail ?? problem.title;
}

/** What the node said about one member of the request. */
export function fieldError(problem: Problem | null, field: string): string | undefined {
  return problem?.errors?.find(({ pointer }) => pointer.replace(/^#?\//, "") === field)?.detail;
}
