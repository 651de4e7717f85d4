/** Where a paired partner is reached: an origin, and the SHA-256 of its certificate (DER, base64url) where it is pinned. */
export type Address = { readonly url: string; readonly tlsPin?: string | undefined };

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

export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly kind: 'unreachable' | 'timeout' | 'certificate' | 'too-large';

  constructor(kind: 'unreachable' | 'timeout' | 'certificate' | 'too-large', cause?: unknown) {
    super(`the partner could not be reached: ${kind}`, { cause });
    this.kind = kind;
  }
}
