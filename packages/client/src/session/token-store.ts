/** What a session is made of. Whoever holds the refresh token is the person, so keep it where only they can read it. */
export type Tokens = {
  readonly accessToken: string;
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly accessExpiresAt: number;
  /** Null where it is in a cookie that no script can read. */
  readonly refreshToken: string | null;
};

/** Where a session keeps its tokens. */
export type TokenStore = {
  readonly read: () => Promise<Tokens | undefined>;
  readonly write: (tokens: Tokens | undefined) => Promise<void>;
  /**
   * Runs `work` while nobody else who shares the store (another tab, another process) does. A refresh token that comes
   * twice counts as stolen, so its holders take turns.
   */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
};

/** Keeps tokens for as long as the program runs. */
export function createMemoryStore(tokens?: Tokens): TokenStore {
  let kept = tokens;
  return {
    read: async () => kept,
    write: async (changed) => void (kept = changed),
    inTurn: (work) => work(),
  };
}
