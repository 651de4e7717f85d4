import { sql } from 'kysely';
import type { Database, Read, Tx } from '../../database/database.ts';
import { inBlocks } from '../../database/insert-rows.ts';

/** A post's text as it is to be found; null removes it. */
export type SearchText = { readonly objectId: string; readonly channelId: string; readonly text: string | null };

export type SearchHit = { readonly number: number; readonly object_id: string };

export type SearchRequest = {
  readonly words: readonly string[];
  /** Only channels of this person are looked at (THREATS 2). */
  readonly personId: string;
  readonly before: number | undefined;
  readonly limit: number;
};

/** Full-text search, by what each database has for it. Newest first; the last word also matches as a beginning. */
export type SearchIndex = {
  readonly put: (tx: Tx, texts: readonly SearchText[]) => Promise<void>;
  readonly find: (db: Read, request: SearchRequest) => Promise<readonly SearchHit[]>;
};

export function searchIndexOf(dialect: Database['dialect']): SearchIndex {
  return dialect === 'sqlite' ? sqliteIndex : postgresIndex;
}

/** Documents leave the index before they come in anew: an edit is a removal and an addition. */
async function removeDocuments(tx: Tx, ids: readonly string[]): Promise<readonly number[]> {
  const gone = await tx.db.deleteFrom('search_documents').where('object_id', 'in', ids).returning('number').execute();
  return gone.map(({ number }) => number);
}

function isPresent(text: SearchText): text is SearchText & { text: string } {
  return text.text !== null;
}

const sqliteIndex: SearchIndex = {
  put: async (tx, texts) => {
    for (const number of await removeDocuments(tx, texts.map(({ objectId }) => objectId))) {
      await sql`delete from search_index where rowid = ${number}`.execute(tx.db);
    }
    for (const block of inBlocks(texts.filter(isPresent))) {
      const rows = block.map(({ objectId, channelId }) => ({ object_id: objectId, channel_id: channelId }));
      const numbered = await tx.db.insertInto('search_documents').values(rows).returning(['number', 'object_id']).execute();
      const numberOf = new Map(numbered.map(({ number, object_id }) => [object_id, number]));
      const values = block.map(({ objectId, text }) => sql`(${numberOf.get(objectId)}, ${text})`);
      await sql`insert into search_index (rowid, text) values ${sql.join(values)}`.execute(tx.db);
    }
  },
  find: async (db, { words, personId, before, limit }) => {
    // Every word is quoted, so that none is read as an operator of FTS5.
    const match = words.map((word, at) => `"${word.replaceAll('"', '""')}"${at === words.length - 1 ? '*' : ''}`).join(' ');
    const { rows } = await sql<SearchHit>`
      select documents.number, documents.object_id from search_index
      join search_documents as documents on documents.number = search_index.rowid
      where search_index match ${match} and search_index.rowid < ${before ?? Number.MAX_SAFE_INTEGER}
        and documents.channel_id in (select channel_id from channel_people where person_id = ${personId})
      order by search_index.rowid desc limit ${limit}`.execute(db);
    return rows;
  },
};

const postgresIndex: SearchIndex = {
  put: async (tx, texts) => {
    await removeDocuments(tx, texts.map(({ objectId }) => objectId));
    for (const block of inBlocks(texts.filter(isPresent))) {
      const values = block.map(({ objectId, channelId, text }) => sql`(${objectId}, ${channelId}, to_tsvector('simple', ${text}))`);
      await sql`insert into search_documents (object_id, channel_id, terms) values ${sql.join(values)}`.execute(tx.db);
    }
  },
  find: async (db, { words, personId, before, limit }) => {
    const terms = words.map((word, at) => sql`${at === words.length - 1 ? sql`to_tsquery('simple', quote_literal(${word}) || ':*')` : sql`plainto_tsquery('simple', ${word})`}`);
    const { rows } = await sql<SearchHit>`
      select number, object_id from search_documents
      where terms @@ (${sql.join(terms, sql` && `)}) and number < ${before ?? Number.MAX_SAFE_INTEGER}
        and channel_id in (select channel_id from channel_people where person_id = ${personId})
      order by number desc limit ${limit}`.execute(db);
    return rows;
  },
};
