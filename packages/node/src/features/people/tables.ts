export type PeopleTables = {
  /** Everyone who ever spoke in a channel that we hold: our own people, with an account or without, and partners'. */
  people: { id: string; did: string; node: string; kind: 'Person' | 'Service'; name: string; created_at: string };
  accounts: {
    person_id: string; email: string; password_hash: string | null; role: 'admin' | 'member'; status: 'active' | 'deactivated'; created_at: string;
  };
  one_time_tokens: { hash: string; purpose: 'setup' | 'activation'; person_id: string | null; expires_at: string; used_at: string | null };
  sessions: { id: string; person_id: string; created_at: string; used_at: string; expires_at: string; revoked_at: string | null; user_agent: string };
  /** One unbroken line per session: only its last token, which nothing replaced, is good. */
  refresh_tokens: { hash: string; session_id: string; created_at: string; replaced_at: string | null; replaced_by: string | null };
};
