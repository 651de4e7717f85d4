export type ObjectTables = {
  objects: {
    id: string; did: string; channel_id: string; owner: string; author_id: string; thread_id: string | null; in_reply_to: string | null;
    content: string | null; version: number;
    /** Where the entry of the current version stands; null inside the company, where nothing is logged. */
    log: number | null; seq: number | null;
    published_at: string;
    /** The earlier of `published_at` and arrival: a partner's wrong clock cannot pin its posts below all others. */
    sort_at: string;
    edited_at: string | null; deleted_at: string | null;
  };
  /** Versions that an edit replaced. */
  object_versions: { object_id: string; version: number; content: string | null; seq: number | null; at: string };
  reactions: { object_id: string; person_id: string; emoji: string; at: string };
};
