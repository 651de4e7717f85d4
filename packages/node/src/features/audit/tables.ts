import type { Generated } from 'kysely';

export type AuditTables = {
  audit_entries: {
    seq: Generated<number>;
    at: string;
    /** A person's id, a partner node's DID, or `system`. */
    actor: string;
    action: string;
    subject: string;
    channel_id: string | null;
    partner_id: string | null;
    /** JSON; never content. */
    details: string;
  };
  /** How far each follower of the audit log has come. */
  followers: { name: string; seq: number };
};
