export type HttpTables = {
  idempotency_keys: { person_id: string; key: string; fingerprint: string; status: number; body: string; expires_at: string };
};
