import type { Problem } from '@adjoin/client/problem-error';
import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

const byCode: Record<string, MessageDescriptor> = {
  unreachable: msg`The node cannot be reached. Check your connection and try again.`,
  'audience-changed': msg`Who sees this channel has changed since you wrote. Look at the new audience, then send again.`,
  'wrong-credentials': msg`E-mail or password is not right.`,
  'too-many-attempts': msg`Too many attempts. Wait a little and try again.`,
  'session-ended': msg`Your session has ended. Log in again.`,
  'link-unknown': msg`This link is not one that this node gave out. Check that it was copied as a whole.`,
  'link-used': msg`This link was used before. Log in, or ask for a new one.`,
  'link-expired': msg`This link has expired. Ask for a new one.`,
  'email-taken': msg`Another account has this e-mail address.`,
  'last-admin': msg`A company needs an admin. Make somebody else one first.`,
  'invitation-used': msg`This invitation was used before. Ask for a new one.`,
  'invitation-expired': msg`This invitation has expired. Ask for a new one.`,
  'invitation-revoked': msg`This invitation was withdrawn. Ask for a new one.`,
  'invalid-invitation': msg`This is not an invitation, or a piece of it is missing.`,
  'self-pairing': msg`This invitation is from your own node. Give it to the other company.`,
  'already-paired': msg`You are paired with this company already.`,
  'partner-unreachable': msg`The other company’s node did not answer. Nothing was changed; try again when it runs.`,
  'wrong-words': msg`These are not the words. Have the other sentence read aloud again; if it differs from yours, end the pairing.`,
  'already-shared': msg`This company is in the channel already, or has been asked.`,
  'partner-not-active': msg`The partnership with this company is not active.`,
  'already-decided': msg`This offer has been answered or withdrawn.`,
  'post-deleted': msg`This post has been deleted.`,
  'precondition-failed': msg`This has changed meanwhile. Look at it again before you go on.`,
  'storage-full': msg`The node’s disk is full, so nothing can be stored. Tell your admin.`,
};

const byStatus: Record<number, MessageDescriptor> = {
  403: msg`You are not allowed to do this.`,
  404: msg`There is nothing here, or it is not for you.`,
  429: byCode['too-many-attempts']!,
};

/** What a refusal means, in the reader's language; falls back on what the node wrote. */
export function describeProblem(i18n: I18n, problem: Problem): string {
  const known = byCode[problem.code] ?? byStatus[problem.status];
  if (known) return i18n._(known);
  if (problem.status >= 500) return i18n._(msg`The node failed to answer. Try again; if it goes on, tell your admin.`);
  return [problem.title, problem.detail].filter(Boolean).join('. ');
}

/** What the node said about one member of the request. */
export function fieldError(problem: Problem | null, field: string): string | undefined {
  return problem?.errors?.find(({ pointer }) => pointer?.replace(/^#?\//, '') === field)?.detail;
}
