export type PeopleTables = {
  people: { id: string; did: string; node: string; kind: 'Person' | 'Service'; name: string; created_at: string };
  accounts: { person_id: string; email: string | null; password_hash: string | null; role: 'admin' | 'member'; status: 'active' | 'deactivated'; created_at: string };
  one_time_tokens: { hash: string; purpose: 'setup' | 'activation'; person_id: string | null; expires_at: string; used_at: string | null };
  sessions: { id: string; person_id: string; created_at: string; used_at: string; expires_at: string; revoked_at: string | null; user_agent: string };
  refresh_tokens: { hash: string; session_id: string; created_at: string; replaced_at: string | null };
};
