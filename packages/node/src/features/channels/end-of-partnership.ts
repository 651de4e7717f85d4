import assert from 'node:assert/strict';
import type { NodeContext } from '../../context.ts';
import type { Tx } from '../../database/database.ts';
import { instantOf } from '../../ports/clock.ts';
import { findPartnershipWith } from '../pairing/queries.ts';
import { takeOut } from './commands/end-share.ts';
import { leaveChannel } from './commands/leave-channel.ts';
import { findChannel, listPlacesOf } from './queries.ts';

/**
 * Ends every share with a company whose partnership has ended, so that pairing anew starts from nothing: what was posted
 * in between must not reach it by itself. Does nothing while the partnership stands, or where it was done before.
 */
export async function endSharesWith(tx: Tx, context: NodeContext, node: string): Promise<void> {
  const partnership = await findPartnershipWith(tx.db, node);
  if (partnership?.state !== 'ended') return;
  const at = instantOf(context.clock.now());
  for (const member of await listPlacesOf(tx.db, node)) {
    const channel = await findChannel(tx.db, member.channel_id);
    assert(channel !== undefined, 'companies are in channels');
    if (channel.host === node && channel.state !== 'left') await leaveChannel(tx, context, { channel, at, actor: 'system' });
    if (channel.host !== context.identity.did || member.acted_by === null) continue;
    await takeOut(tx, context, { channel, member, actor: 'system', actorDid: member.acted_by });
  }
}

/** Ends shares as partnerships end, and at start those that ended while the node went down. The answer unsubscribes. */
export function followPartnerships(context: NodeContext): () => void {
  const end = (node: string): void => {
    if (context.partners.find(node)?.state !== 'ended') return;
    context.database
      .write((tx) => endSharesWith(tx, context, node))
      .catch((error: unknown) => context.logger.error({ name: (error as Error).name }, 'shares of an ended partnership stay open until the next start'));
  };
  for (const partner of context.partners.all()) end(partner.did);
  return context.partners.subscribe(end);
}
