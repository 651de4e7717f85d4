import type { Read } from '../../database/database.ts';

export function findOwnNode(db: Read) {
  return db.selectFrom('own_node').selectAll().executeTakeFirst();
}

export function listKeys(db: Read) {
  return db.selectFrom('keys').selectAll().execute();
}

export function findNode(db: Read, did: string) {
  return db.selectFrom('nodes').selectAll().where('did', '=', did).executeTakeFirst();
}

export function listNodes(db: Read, dids: readonly string[]) {
  return dids.length === 0 ? Promise.resolve([]) : db.selectFrom('nodes').selectAll().where('did', 'in', dids).execute();
}
