import type { LogSubject } from '@adjoin/protocol/audience/recipients';
import { ownerOf, type LogName } from '@adjoin/protocol/identifiers/ids';
import type { Read } from '../../database/database.ts';
import type { Admission } from '../replication/neighbours.ts';
import type { Channel } from './access.ts';
import { findChannel, findChannelByDid, listChannelNodes } from './queries.ts';
import type { ChannelTables } from './tables.ts';

/** Who a channel's logs are for; undefined where there is no such channel. */
export async function channelSubject(db: Read, channelId: string): Promise<LogSubject | undefined> {
  const channel = await findChannel(db, channelId);
  if (channel === undefined) return undefined;
  const members = await listChannelNodes(db, [channelId]);
  return { kind: 'channel', perimeter: channel.perimeter, members: members.map(({ node, state }) => ({ node, state })) };
}

type NodeState = ChannelTables['channel_nodes']['state'] | undefined;

export type LogFacts = {
  readonly self: string;
  readonly partner: string;
  readonly host: string;
  readonly origin: string;
  readonly channel: Pick<Channel, 'perimeter' | 'state'> | undefined;
  readonly partnerState: NodeState;
  readonly originState: NodeState;
};

/**
 * May a partner have this log stored here, or read it here? Its default is refusal. In a channel of a third company,
 * whose log may still tell us of a new member, the answer is to ask again later, and it is the same whether we know the
 * channel or not: nobody learns from it where we are (THREATS 1).
 */
export function judgeLog({ self, partner, host, origin, channel, partnerState, originState }: LogFacts): Admission['status'] {
  const unproven = host === self || host === partner ? 'refused' : 'deferred';
  if (channel?.perimeter !== 'shared' || partnerState !== 'active') return unproven;
  if (channel.state === 'left') return 'refused';
  // The host's own log is what takes us in; everything else waits for it.
  if (channel.state === 'joining') return origin === host && partner === host ? 'admitted' : 'deferred';
  if (origin === self || origin === partner) return 'admitted';
  return originState === 'active' || originState === 'removed' ? 'admitted' : unproven;
}

/** Judges a log of a channel that a partner offers or asks for (see `Neighbours.admit`). */
export async function admitChannelLog(
  db: Read,
  { channel: did, origin }: Extract<LogName, { kind: 'channel' }>,
  { partner, self }: { partner: string; self: string },
): Promise<Admission> {
  const channel = await findChannelByDid(db, did);
  const nodes = channel === undefined ? [] : await listChannelNodes(db, [channel.id]);
  const stateOf = (node: string): NodeState => nodes.find((row) => row.node === node)?.state;
  const status = judgeLog({ self, partner, host: ownerOf(did), origin, channel, partnerState: stateOf(partner), originState: stateOf(origin) });
  if (status === 'admitted' && channel !== undefined) return { status, subject: channel.id };
  return status === 'deferred' ? { status, code: 'membership-unknown' } : { status: 'refused', code: 'not-found' };
}
