import { parseStrictJson } from '@adjoin/protocol/json/strict-json';
import { channelDid } from '@adjoin/protocol/identifiers/ids';
import { activityName } from '@adjoin/protocol/vocabulary/activities';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode, type TestPerson } from '../../../testing/create-test-node.ts';
import { testDialects } from '../../../testing/open-test-database.ts';
import { createPartnerByHand, type PartnerByHand } from '../../../testing/partner-by-hand.ts';
import type { ApplyOutcome } from '../../replication/activity-handler.ts';
import { admitChannelLog, channelSubject } from '../admission.ts';
import type { ChannelView } from '../channel-view.ts';
import { channelHandlers } from './channel-log.ts';
import { shareHandlers } from './partnership-log.ts';

type Invitation = { id: string; host: { id: string; name: string }; name: string; state: string };
type Written = { readonly actor: string; readonly object: Record<string, string> };

const codeOf = (outcome: ApplyOutcome | undefined): string | undefined => (outcome === undefined || outcome.status === 'applied' ? outcome?.status : outcome.code);

describe.each(testDialects)('a channel of a partner, on %s', (dialect) => {
  let alder: TestNode;
  let ben: TestPerson;
  let cleo: TestPerson;
  let birch: PartnerByHand;
  let did: string;
  const newPartner = (name: string): PartnerByHand => {
    const { context } = alder.node;
    return createPartnerByHand(context, { channel: channelHandlers(context), partnership: shareHandlers(context) }, name);
  };
  beforeAll(async () => {
    alder = await createTestNode({ dialect });
    ben = await alder.addPerson('Ben');
    cleo = await alder.addPerson('Cleo');
  });
  afterAll(() => alder.dispose());
  beforeEach(async () => {
    birch = newPartner('Birch');
    await birch.pair('active');
    did = channelDid(birch.did, alder.node.context.entropy.uuid());
  });

  function request(method: 'GET' | 'POST' | 'DELETE' | 'PATCH', url: string, { as = alder.admin, payload }: { as?: TestPerson; payload?: object } = {}) {
    return alder.inject({ method, url, as, ...(payload === undefined ? {} : { payload }) });
  }
  const self = () => alder.node.context.identity.did;
  const group = (name = 'Pumps') => ({ id: did, type: 'Group', name, summary: 'Series 4' });
  const invite = async (name?: string) => {
    const [outcome] = await birch.say('partnership', { type: 'Invite', object: group(name), target: self(), history: 'full' });
    return codeOf(outcome);
  };
  const undo = async () => codeOf((await birch.say('partnership', { type: 'Undo', object: { type: 'Invite', object: did, target: self() } }))[0]);
  const invitations = async () => {
    const { data } = (await request('GET', '/v1/share_invitations?limit=100')).json<{ data: Invitation[] }>();
    return data.filter(({ host }) => host.id === birch.id);
  };
  const answer = async (verb: 'accept' | 'reject', payload: object) => request('POST', `/v1/share_invitations/${(await invitations())[0]?.id}/${verb}`, { payload });
  async function join(...people: TestPerson[]): Promise<ChannelView> {
    await invite();
    const answered = await answer('accept', { member_ids: people.map(({ id }) => id) });
    expect(answered.statusCode).toBe(200);
    return answered.json<ChannelView>();
  }
  const log = (channel: ChannelView) => ({ channel: { id: channel.id, did } });
  const sayAdd = async (channel: ChannelView, node: string, document: string) =>
    codeOf((await birch.say(log(channel), { type: 'Add', object: { id: node, type: 'Organization', document }, target: did }))[0]);
  const sayRemove = async (channel: ChannelView, node: string) =>
    codeOf((await birch.say(log(channel), { type: 'Remove', object: { id: node, type: 'Organization' }, target: did }))[0]);
  const takeIn = (channel: ChannelView) => sayAdd(channel, self(), alder.node.context.identity.documentJws);
  const read = async (channel: ChannelView) => (await request('GET', `/v1/channels/${channel.id}`)).json<ChannelView>();
  async function ownLog(subject: string): Promise<{ name: string | undefined; activity: Written }[]> {
    const rows = await alder.node.context.database.read
      .selectFrom('log_entries')
      .innerJoin('logs', 'logs.number', 'log_entries.log')
      .select('log_entries.payload')
      .where('logs.subject', '=', subject)
      .orderBy('log_entries.seq')
      .execute();
    return rows.map(({ payload }) => {
      const activity = parseStrictJson(payload as string);
      return { name: activityName(activity), activity: activity as Written };
    });
  }
  const announced = async (channel: ChannelView) => (await ownLog(channel.id)).map(({ name, activity }) => `${name} ${activity.object['id'] === ben.did ? 'Ben' : 'Cleo'}`);

  describe('to which we are invited', () => {
    it('is for our administrators to answer', async () => {
      expect(await invite()).toBe('applied');
      expect(await invitations()).toEqual([expect.objectContaining({ host: { id: birch.id, name: 'Birch' }, name: 'Pumps', state: 'pending' })]);
      expect((await request('GET', '/v1/share_invitations', { as: ben })).statusCode).toBe(403);
    });

    it('can be answered in its newest form only', async () => {
      await invite('Pumps');
      await invite('Valves');
      expect((await invitations()).map(({ name, state }) => [name, state])).toEqual([['Valves', 'pending'], ['Pumps', 'withdrawn']]);
    });

    it('can no longer be answered once the host withdraws', async () => {
      await invite();
      expect(await undo()).toBe('applied');
      expect((await invitations()).map(({ state }) => state)).toEqual(['withdrawn']);
      expect((await answer('accept', { member_ids: [ben.id] })).json()).toMatchObject({ status: 409, code: 'already-decided' });
      expect((await answer('reject', {})).json()).toMatchObject({ status: 409, code: 'already-decided' });
    });

    it('[THREAT-9] is never one of ours, nor a third company\'s', async () => {
      const cedar = newPartner('Cedar');
      const ours = (await request('POST', '/v1/channels', { payload: { name: 'Ours', perimeter: 'shared' } })).json<ChannelView>();
      for (const id of [ours.did, channelDid(cedar.did, alder.node.context.entropy.uuid())]) {
        const [outcome] = await birch.say('partnership', { type: 'Invite', object: { ...group(), id }, target: self(), history: 'full' });
        expect(codeOf(outcome)).toBe('not-host');
      }
      expect(await invitations()).toEqual([]);
    });

    it.each(['requested', 'suspended', 'ended'] as const)('is nothing while the partnership is %s', async (state) => {
      await birch.pair(state);
      expect(await invite()).toBe('not-paired');
      expect(await invitations()).toEqual([]);
    });

    it('cannot be joined once the partnership is suspended', async () => {
      await invite();
      await birch.pair('suspended');
      expect((await answer('accept', { member_ids: [ben.id] })).json()).toMatchObject({ status: 409, code: 'partner-not-active' });
    });

    it('is declined with a reason for the host', async () => {
      await invite();
      expect((await answer('reject', { reason: 'Wrong team' })).statusCode).toBe(204);
      const told = (await ownLog(birch.did)).at(-1);
      expect(told).toMatchObject({ name: 'Reject Invite', activity: { actor: alder.admin.did, object: { object: did }, summary: 'Wrong team' } });
      expect((await answer('accept', { member_ids: [ben.id] })).statusCode).toBe(409);
    });

    it('is joined by somebody, and by people of ours only', async () => {
      await invite();
      expect((await answer('accept', { member_ids: [] })).statusCode).toBe(422);
      expect((await answer('accept', { member_ids: [ben.id, 'pers_nobody'] })).json()).toMatchObject({ code: 'unknown-people', errors: [{ pointer: '/member_ids/1' }] });
      expect((await invitations()).map(({ state }) => state)).toEqual(['pending']);
      expect(await ownLog(birch.did)).toEqual([]);
    });
  });

  describe('that we join', () => {
    it('waits for its host, which until then is not told who is in', async () => {
      await invite();
      const invited = (await birch.say('partnership', { type: 'Invite', object: group('Valves'), target: self(), history: 'full' }))[0];
      expect(invited?.status).toBe('applied');
      const channel = (await answer('accept', { member_ids: [ben.id] })).json<ChannelView>();
      expect(channel).toMatchObject({ did, name: 'Valves', state: 'joining', host: { id: birch.id, name: 'Birch' }, perimeter: 'shared' });
      const told = await ownLog(birch.did);
      expect(told.map(({ name }) => name)).toEqual(['Accept Invite']);
      expect(told[0]?.activity.object).toEqual({ type: 'Invite', id: birch.nextId('partnership').replace(/3$/, '2'), object: did });
      expect(await ownLog(channel.id)).toEqual([]);
      expect(await channelSubject(alder.node.context.database.read, channel.id)).toMatchObject({ members: expect.arrayContaining([{ node: self(), state: 'invited' }]) as unknown });
    });

    it('is ours once the host takes us in, and then hears who is in', async () => {
      const channel = await join(ben);
      expect(await takeIn(channel)).toBe('applied');
      expect(await read(channel)).toMatchObject({ state: 'active', companies: expect.arrayContaining([{ id: 'self', name: 'Alder', state: 'active', head_count: 1 }]) as unknown });
      expect(await announced(channel)).toEqual(['Add Person Ben']);
      expect(await takeIn(channel)).toBe('applied');
      expect(await announced(channel)).toEqual(['Add Person Ben']);
    });

    it('takes in more of our people, before and after', async () => {
      const channel = await join(ben);
      await request('POST', `/v1/channels/${channel.id}/members`, { as: ben, payload: { person_ids: [cleo.id] } });
      await takeIn(channel);
      expect((await announced(channel)).toSorted()).toEqual(['Add Person Ben', 'Add Person Cleo']);
      await request('DELETE', `/v1/channels/${channel.id}/members/${cleo.id}`);
      await request('POST', `/v1/channels/${channel.id}/members`, { as: ben, payload: { person_ids: [cleo.id] } });
      expect((await announced(channel)).slice(2)).toEqual(['Remove Person Cleo', 'Add Person Cleo']);
    });

    it('never hears of who was taken out again before', async () => {
      const channel = await join(ben, cleo);
      await request('DELETE', `/v1/channels/${channel.id}/members/${cleo.id}`);
      await takeIn(channel);
      expect(await announced(channel)).toEqual(['Add Person Ben']);
    });

    it('takes its name and topic from the host alone', async () => {
      const channel = await join(ben);
      await takeIn(channel);
      await birch.say(log(channel), { type: 'Update', object: group('Valves') });
      expect(await read(channel)).toMatchObject({ name: 'Valves', topic: 'Series 4' });
      expect((await request('PATCH', `/v1/channels/${channel.id}`, { payload: { name: 'Mine' } })).json()).toMatchObject({ status: 403, code: 'not-host' });
      expect((await request('POST', `/v1/channels/${channel.id}/shares`, { payload: { partner_id: birch.id } })).json()).toMatchObject({ status: 403, code: 'not-host' });
      expect((await request('GET', `/v1/channels/${channel.id}/shares`)).statusCode).toBe(403);
    });

    it('ignores an invitation into where we are', async () => {
      await join(ben);
      expect(await invite()).toBe('applied');
      expect((await invitations()).map(({ state }) => state)).toEqual(['accepted']);
    });
  });

  describe('that holds third companies', () => {
    it('names them by their own documents, from when the host tells of them until it takes them out', async () => {
      const cedar = newPartner('Cedar');
      const channel = await join(ben);
      await takeIn(channel);
      const read1 = alder.node.context.database.read;
      const cedarLog = { kind: 'channel', origin: cedar.did, channel: did, epoch: 0 } as const;
      expect(await admitChannelLog(read1, cedarLog, { partner: cedar.did, self: self() })).toEqual({ status: 'deferred', code: 'membership-unknown' });
      const version = async () => (await request('GET', `/v1/channels/${channel.id}/audience`)).json<{ version: string }>().version;
      const alone = await version();
      expect(await sayAdd(channel, cedar.did, cedar.document)).toBe('applied');
      const together = await version();
      expect(together).not.toBe(alone);
      expect((await read(channel)).companies).toContainEqual({ id: cedar.id, name: 'Cedar', state: 'active', head_count: 0 });
      expect(await admitChannelLog(read1, cedarLog, { partner: cedar.did, self: self() })).toMatchObject({ status: 'admitted' });
      expect(await sayRemove(channel, cedar.did)).toBe('applied');
      expect(await version()).not.toBe(together);
      expect((await read(channel)).companies.map(({ name }) => name)).not.toContain('Cedar');
    });

    it('[THREAT-15] does not believe the host about a company whose document it does not show', async () => {
      const cedar = newPartner('Cedar');
      const channel = await join(ben);
      await takeIn(channel);
      expect(await sayAdd(channel, cedar.did, birch.document)).toBe('invalid-document');
      expect(await sayAdd(channel, cedar.did, `${cedar.document.slice(0, -4)}AAAA`)).toBe('invalid-document');
      expect((await read(channel)).companies).toHaveLength(2);
    });

    it('cannot lose its host', async () => {
      const channel = await join(ben);
      expect(await sayRemove(channel, birch.did)).toBe('host-removal');
    });
  });

  describe('whose host ends our place', () => {
    it.each([
      ['in the partnership log', undo],
      ['in the channel\'s log', (channel: ChannelView) => sayRemove(channel, self())],
    ])('stays readable and closed to writing: told %s', async (_where, end) => {
      const channel = await join(ben);
      await takeIn(channel);
      expect(await end(channel)).toBe('applied');
      expect((await request('GET', `/v1/channels/${channel.id}`, { as: ben })).json()).toMatchObject({ state: 'left' });
      expect((await request('POST', `/v1/channels/${channel.id}/members`, { payload: { person_ids: [cleo.id] } })).json()).toMatchObject({ code: 'channel-left' });
      const logOfHost = { kind: 'channel', origin: birch.did, channel: did, epoch: 0 } as const;
      expect(await admitChannelLog(alder.node.context.database.read, logOfHost, { partner: birch.did, self: self() })).toMatchObject({ status: 'refused' });
    });

    it('is left when the partnership with its host ends, and stays so when we pair anew', async () => {
      const channel = await join(ben);
      await takeIn(channel);
      await birch.pair('ended');
      await alder.node.context.database.write(() => Promise.resolve());
      await birch.pair('active');
      expect(await read(channel)).toMatchObject({ state: 'left' });
      expect(await takeIn(channel)).toBe('applied');
      expect(await read(channel)).toMatchObject({ state: 'left' });
    });

    it('is not reopened by what the host\'s log said before', async () => {
      const channel = await join(ben);
      await undo();
      expect(await takeIn(channel)).toBe('applied');
      expect(await read(channel)).toMatchObject({ state: 'left' });
      expect(await ownLog(channel.id)).toEqual([]);
    });

    it('can be joined again, by other people, whatever of the past arrives late', async () => {
      const channel = await join(ben);
      await takeIn(channel);
      await undo();
      expect(await join(cleo)).toMatchObject({ id: channel.id, state: 'joining' });
      await sayRemove(channel, self());
      expect(await read(channel)).toMatchObject({ state: 'joining' });
      await takeIn(channel);
      await sayRemove(channel, self());
      await takeIn(channel);
      expect(await read(channel)).toMatchObject({ state: 'active', member_count: 1 });
      expect(await announced(channel)).toEqual(['Add Person Ben', 'Remove Person Ben', 'Add Person Cleo']);
      expect((await request('GET', `/v1/channels/${channel.id}`, { as: ben })).statusCode).toBe(404);
    });
  });
});
