import type { NodeContext } from '../../../context.ts';
import type { Read, Tx } from '../../../database/database.ts';
import { instantOf } from '../../../ports/clock.ts';
import { linkExpired, linkUnknown, linkUsed } from '../problems.ts';
import { findOneTimeToken } from '../queries.ts';
import { hashOfSecret, makeSecret } from '../secrets.ts';

type Purpose = 'setup' | 'activation';
type GivenToken = { readonly purpose: Purpose; readonly token: string };
/** Whom a token is for; null for the set-up of the node. */
type TokenHolder = { readonly personId: string | null };

/** Makes a token that works once. Earlier ones of the same purpose and person that nobody used stop working. */
export async function issueOneTimeToken(
  tx: Tx,
  { clock, entropy }: NodeContext,
  { purpose, personId, lifetimeMs }: { purpose: Purpose; personId: string | null; lifetimeMs: number },
): Promise<string> {
  const token = makeSecret(entropy, purpose);
  await tx.db
    .deleteFrom('one_time_tokens')
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('person_id', personId === null ? 'is' : '=', personId)
    .execute();
  const row = { hash: hashOfSecret(token), purpose, person_id: personId, expires_at: instantOf(clock.now() + lifetimeMs), used_at: null };
  await tx.db.insertInto('one_time_tokens').values(row).execute();
  return token;
}

/** @throws Problem `link-unknown`, `link-used`, `link-expired` (THREATS 37) */
export async function assertUsable(db: Read, { clock }: NodeContext, { purpose, token }: GivenToken): Promise<TokenHolder> {
  const known = await findOneTimeToken(db, { hash: hashOfSecret(token), purpose });
  if (known === undefined) throw linkUnknown();
  if (known.used_at !== null) throw linkUsed();
  if (known.expires_at <= instantOf(clock.now())) throw linkExpired();
  return { personId: known.person_id };
}

/** Uses a token up. Units of change run one after the other, so of two that race the second finds it used. */
export async function useOneTimeToken(tx: Tx, context: NodeContext, given: GivenToken): Promise<TokenHolder> {
  const usable = await assertUsable(tx.db, context, given);
  const used_at = instantOf(context.clock.now());
  await tx.db.updateTable('one_time_tokens').set({ used_at }).where('hash', '=', hashOfSecret(given.token)).execute();
  return usable;
}
