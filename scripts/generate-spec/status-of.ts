const codes: Readonly<Record<number, string>> = {
  400: 'duplicate-member forbidden-member invalid-json invalid-utf-8 lone-surrogate too-deep unsafe-number',
  401: 'clock-skew coverage invalid-signature proof-required stale unknown-key',
  403: 'actor-mismatch origin-mismatch',
  404: 'not-found',
  409: 'fork',
  422: 'broken-chain checkpoint-mismatch invalid-header invalid-node-document invalid-statement payload-mismatch',
};

/** The status with which a refusal of this code is answered (protocol-spec/problems.md). */
export function statusOf(code: string): number {
  const found = Object.entries(codes).find(([, names]) => names.split(' ').includes(code));
  if (found === undefined) throw new TypeError(`no vector is refused with ${code}`);
  return Number(found[0]);
}
