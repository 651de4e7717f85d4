import type { Tx } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';

/** One change, told without content: who did what to which thing. */
export type AuditEntry = {
  /** RFC 3339 with milliseconds. */
  readonly at: string;
  /** A person's id, a partner node's DID, or `system`. */
  readonly actor: string;
  /** `noun.verb` in the past, as in `post.created`. */
  readonly action: string;
  /** Id of the thing that changed. */
  readonly subject: string;
  readonly channelId?: string | undefined;
  readonly partnerId?: string | undefined;
  /** Ids, counts and codes only. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>> | undefined;
};

/** Appends to the audit log, in the transaction of the change itself. Events and search follow this log. */
export async function appendAudit(tx: Tx, feed: { notify: () => void }, entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    channel_id: entry.channelId ?? null,
    partner_id: entry.partnerId ?? null,
    details: entry.details === undefined ? '{}' : JSON.stringify(entry.details),
  }));
  await insertRows(tx, 'audit_entries', rows);
  tx.afterCommit(feed.notify);
}
