import type { Generated } from 'kysely';

export type SearchTables = {
  /** On PostgreSQL the row also holds its terms; on SQLite they are in the FTS5 table `search_index`. */
  search_documents: { number: Generated<number>; object_id: string; channel_id: string };
};
