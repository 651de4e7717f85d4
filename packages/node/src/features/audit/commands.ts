import type { Tx } from '../../database/database.ts';

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

/** Rows in one INSERT: keeps the number of bound values below every database's limit. */
const ROWS_PER_INSERT = 500;

/** Appends to the audit log, in the transaction of the change itself. Events and search follow this log. */
export async function appendAudit(tx: Tx, feed: { notify: () => void }, entries: readonly AuditEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += ROWS_PER_INSERT) {
    const rows = entries.slice(start, start + ROWS_PER_INSERT).map((entry) => ({
      at: entry.at,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      channel_id: entry.channelId ?? null,
      partner_id: entry.partnerId ?? null,
      details: entry.details === undefined ? '{}' : JSON.stringify(entry.details),
    }));
    await tx.db.insertInto('audit_entries').values(rows).execute();
  }
  tx.afterCommit(feed.notify);
}
