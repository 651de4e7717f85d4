export type ObjectTables = {
  objects: {
    id: string; did: string; channel_id: string; owner: string;
    /** Null for a deleted object of which nothing but its deletion was ever received. */
    author_id: string | null;
    /** The post that began the thread; null for that post itself. */
    thread_id: string | null; in_reply_to: string | null;
    content: string | null; version: number;
    /** Where the entry of the current version (or of the deletion) stands; null inside the company, where nothing is logged. */
    log: number | null; seq: number | null;
    published_at: string;
    /** Display order: see `sortKey` in rules.ts. */
    sort_at: string;
    edited_at: string | null; deleted_at: string | null;
  };
  /** Versions that an edit replaced, and where their entries stand. */
  object_versions: { object_id: string; version: number; content: string; log: number | null; seq: number | null; at: string };
  /** `node`: the person's company. */
  reactions: { object_id: string; person_id: string; node: string; emoji: string; at: string };
  /** Entries that hold a reaction to an object, or its undoing: erased with the object. */
  reaction_entries: { object_id: string; log: number; seq: number };
};
