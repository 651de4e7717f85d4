/** Where a paired partner is reached. */
export type Address = {
  /** An origin, without a path. */
  readonly url: string;
  /** SHA-256 of the certificate (DER) in base64url, where the partner pinned it. */
  readonly tlsPin?: string | undefined;
  /** Refuse private and loopback addresses too: no administrator of ours has accepted this host (THREATS 31). */
  readonly publicOnly?: boolean | undefined;
};

export type OutgoingRequest = {
  readonly address: Address;
  readonly method: 'GET' | 'POST';
  /** Path and query under the address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
  /** The whole exchange fails after this long. */
  readonly deadlineMs: number;
  /** A longer answer is cut off and counts as a failure. */
  readonly maxAnswerBytes: number;
};

export type Answer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
};

/**
 * The network, as a node sees it: requests to paired partners and to nobody else. Follows no redirects, decodes no
 * compression. Rejects with a TransportFault where no whole answer came.
 */
export type Transport = {
  readonly request: (request: OutgoingRequest) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

/** `refused-address`: the host is, or resolves to, an address that no node is ever asked at. */
export type TransportFaultKind = 'unreachable' | 'timeout' | 'certificate' | 'too-large' | 'refused-address';

export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly kind: TransportFaultKind;

  constructor(kind: TransportFaultKind, cause?: unknown) {
    super(`the partner could not be reached: ${kind}`, { cause });
    this.kind = kind;
  }
}
