import { preconditionFailed, preconditionRequired } from '../../http/problems.ts';

/** The ETag of a post names the version of its text; reactions and replies do not change it. */
export function etagOf({ version, deleted_at }: { readonly version: number; readonly deleted_at: string | null }): string {
  return deleted_at === null ? `"${version}"` : '"deleted"';
}

/**
 * Evaluates If-Match (RFC 9110 §13.1.1, strong comparison).
 * @throws Problem 412 `precondition-failed`
 */
export function checkIfMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (!tags.includes(etag)) throw preconditionFailed();
}

/** As `checkIfMatch`, where the header must be there. @throws Problem 428 `precondition-required` (RFC 6585 §3) */
export function requireIfMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined) throw preconditionRequired();
  checkIfMatch(ifMatch, etag);
}
