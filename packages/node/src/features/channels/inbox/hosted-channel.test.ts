import { parseStrictJson } from '@adjoin/protocol/json/strict-json';
import { verifyNodeDocument } from '@adjoin/protocol/pairing/node-document';
import { activityName } from '@adjoin/protocol/vocabulary/activities';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode } from '../../../testing/create-test-node.ts';
import { testDialects } from '../../../testing/open-test-database.ts';
import { createPartnerByHand, type PartnerByHand } from '../../../testing/partner-by-hand.ts';
import type { ApplyOutcome } from '../../replication/activity-handler.ts';
import { admitChannelLog, channelSubject } from '../admission.ts';
import type { ChannelView } from '../channel-view.ts';
import { channelHandlers } from './channel-log.ts';
import { shareHandlers } from './partnership-log.ts';

type Written = { readonly id: string; readonly actor: string; readonly type: string; readonly object: Record<string, string>; readonly target?: string };
type Share = { partner: { id: string; name: string }; state: string; reason: string };

const codeOf = (outcome: ApplyOutcome | undefined): string | undefined => (outcome === undefined || outcome.status === 'applied' ? outcome?.status : outcome.code);

describe.each(testDialects)('a channel that we host, on %s', (dialect) => {
  let alder: TestNode;
  let birch: PartnerByHand;
  let channel: ChannelView;
  const newPartner = (name: string): PartnerByHand => {
    const { context } = alder.node;
    return createPartnerByHand(context, { channel: channelHandlers(context), partnership: shareHandlers(context) }, name);
  };
  beforeAll(async () => {
    alder = await createTestNode({ dialect });
  });
  afterAll(() => alder.dispose());
  beforeEach(async () => {
    birch = newPartner('Birch');
    await birch.pair('active');
    channel = (await request('POST', '/v1/channels', { name: 'Pumps', topic: '', perimeter: 'shared' })).json<ChannelView>();
  });

  function request(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
    return alder.inject({ method, url, as: alder.admin, ...(payload === undefined ? {} : { payload }) });
  }
  const share = (partner = birch) => request('POST', `/v1/channels/${channel.id}/shares`, { partner_id: partner.id });
  const endShare = (partner = birch) => request('DELETE', `/v1/channels/${channel.id}/shares/${partner.id}`);
  const shares = async () => (await request('GET', `/v1/channels/${channel.id}/shares`)).json<{ data: Share[] }>().data;
  const readChannel = async () => (await request('GET', `/v1/channels/${channel.id}`)).json<ChannelView>();
  const readVersion = async () => (await request('GET', `/v1/channels/${channel.id}/audience`)).json<{ version: string }>().version;
  async function readLog(subject: string): Promise<{ name: string | undefined; activity: Written }[]> {
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
  async function lastInvite(partner = birch): Promise<string> {
    const invites = (await readLog(partner.did)).filter(({ name }) => name === 'Invite Group');
    return invites.at(-1)?.activity.id as string;
  }
  async function answer(type: 'Accept' | 'Reject', invite: string, partner = birch): Promise<string | undefined> {
    const summary = type === 'Reject' ? { summary: 'Wrong team' } : {};
    const [outcome] = await partner.say('partnership', { type, object: { type: 'Invite', id: invite, object: channel.did }, ...summary });
    return codeOf(outcome);
  }
  async function shareAndAccept(partner = birch): Promise<void> {
    await share(partner);
    expect(await answer('Accept', await lastInvite(partner), partner)).toBe('applied');
  }
  const stateOf = async (partner = birch) => (await shares()).find(({ partner: { id } }) => id === partner.id)?.state;

  describe('is shared', () => {
    it('by an invitation in the partnership log, and with nobody before it is accepted', async () => {
      const before = await readVersion();
      const answered = await share();
      expect([answered.statusCode, answered.json()]).toEqual([202, expect.objectContaining({ partner: { id: birch.id, name: 'Birch' }, state: 'invited' })]);
      const invite = (await readLog(birch.did)).at(-1);
      expect(invite).toMatchObject({ name: 'Invite Group', activity: { actor: alder.admin.did, object: { id: channel.did, name: 'Pumps' }, target: birch.did } });
      expect(await readVersion()).toBe(before);
      expect((await readChannel()).companies).toContainEqual({ id: birch.id, name: 'Birch', state: 'invited', head_count: 0 });
    });

    it('once its partner accepts, which the channel\'s log tells with the partner\'s own document', async () => {
      const before = await readVersion();
      await shareAndAccept();
      const added = (await readLog(channel.id)).filter(({ name }) => name === 'Add Organization');
      expect(added).toHaveLength(1);
      expect(added[0]?.activity).toMatchObject({ actor: alder.admin.did, object: { id: birch.did }, target: channel.did });
      expect(verifyNodeDocument(added[0]?.activity.object['document'] as string)).toMatchObject({ id: birch.did, name: 'Birch' });
      expect(await readVersion()).not.toBe(before);
      expect((await readChannel()).companies).toContainEqual({ id: birch.id, name: 'Birch', state: 'active', head_count: 0 });
    });

    it('once, however often the partner accepts', async () => {
      await shareAndAccept();
      const [before, invite] = [await readVersion(), await lastInvite()];
      expect(await answer('Accept', invite)).toBe('applied');
      expect(await answer('Reject', invite)).toBe('applied');
      expect(await readVersion()).toBe(before);
      expect((await readLog(channel.id)).filter(({ name }) => name === 'Add Organization')).toHaveLength(1);
      expect(await stateOf()).toBe('active');
    });

    it('not with a partner that declines, whose reason we read, and who can be asked again', async () => {
      await share();
      expect(await answer('Reject', await lastInvite())).toBe('applied');
      expect(await shares()).toEqual([expect.objectContaining({ state: 'removed', reason: 'Wrong team' })]);
      expect((await share()).statusCode).toBe(202);
      expect(await stateOf()).toBe('invited');
    });

    it('[THREAT-13] with no company that answers an invitation which is not its own', async () => {
      const cedar = newPartner('Cedar');
      await cedar.pair('active');
      await share();
      expect(await answer('Accept', await lastInvite(), cedar)).toBe('not-invited');
      expect(await answer('Accept', `${await lastInvite()}0`)).toBe('not-invited');
      expect(await shares()).toEqual([expect.objectContaining({ partner: { id: birch.id, name: 'Birch' }, state: 'invited' })]);
    });

    it.each(['requested', 'suspended', 'ended'] as const)('not while the partnership is %s', async (state) => {
      await birch.pair(state);
      const answered = await share();
      expect([answered.statusCode, answered.json<{ code: string }>().code]).toEqual([409, 'partner-not-active']);
    });

    it('not twice with one company, and with no stranger', async () => {
      await share();
      expect((await share()).json()).toMatchObject({ status: 409, code: 'already-shared' });
      expect((await share(newPartner('Stranger'))).json()).toMatchObject({ status: 422, code: 'unknown-partner' });
    });
  });

  describe('stops being shared', () => {
    it('before it began, when the invitation is withdrawn; an acceptance that crosses it takes nobody in', async () => {
      await share();
      const invite = await lastInvite();
      expect((await endShare()).statusCode).toBe(204);
      expect((await readLog(birch.did)).at(-1)).toMatchObject({ name: 'Undo Invite', activity: { object: { object: channel.did, target: birch.did } } });
      expect(await answer('Accept', invite)).toBe('applied');
      expect(await shares()).toEqual([expect.objectContaining({ state: 'removed', reason: 'withdrawn' })]);
      expect((await readLog(channel.id)).map(({ name }) => name)).not.toContain('Add Organization');
      expect((await endShare()).statusCode).toBe(404);
    });

    it('[THREAT-41] at once: the company is out of the audience, and its logs are neither read nor taken', async () => {
      await shareAndAccept();
      const { read } = alder.node.context.database;
      const log = { kind: 'channel', origin: birch.did, channel: channel.did, epoch: 0 } as const;
      const parties = { partner: birch.did, self: alder.node.context.identity.did };
      expect(await admitChannelLog(read, log, parties)).toEqual({ status: 'admitted', subject: channel.id });
      const before = await readVersion();
      await endShare();
      expect(await readVersion()).not.toBe(before);
      expect(await admitChannelLog(read, log, parties)).toEqual({ status: 'refused', code: 'not-found' });
      expect(await admitChannelLog(read, { ...log, origin: parties.self }, parties)).toEqual({ status: 'refused', code: 'not-found' });
      expect(await channelSubject(read, channel.id)).toMatchObject({ members: expect.arrayContaining([{ node: birch.did, state: 'removed' }]) as unknown });
      expect((await readLog(channel.id)).at(-1)).toMatchObject({ name: 'Remove Organization', activity: { object: { id: birch.did } } });
      expect((await readLog(birch.did)).at(-1)).toMatchObject({ name: 'Undo Invite' });
      expect((await readChannel()).companies.map(({ id }) => id)).toEqual(['self']);
    });

    it('when the partnership ends, and pairing anew starts from nothing', async () => {
      const cedar = newPartner('Cedar');
      await cedar.pair('active');
      await shareAndAccept();
      await shareAndAccept(cedar);
      const before = await readVersion();
      await birch.pair('ended');
      await alder.node.context.database.write(() => Promise.resolve());
      expect(await readVersion()).not.toBe(before);
      await birch.pair('active');
      expect([await stateOf(), await stateOf(cedar)]).toEqual(['removed', 'active']);
      expect((await readLog(channel.id)).at(-1)).toMatchObject({ name: 'Remove Organization', activity: { object: { id: birch.did } } });
      expect((await readLog(birch.did)).at(-1)).toMatchObject({ name: 'Undo Invite' });
    });

    it('not when the partnership is only suspended', async () => {
      await shareAndAccept();
      await birch.pair('suspended');
      await alder.node.context.database.write(() => Promise.resolve());
      expect(await stateOf()).toBe('active');
    });

    it('until the company is invited again', async () => {
      await shareAndAccept();
      const first = await lastInvite();
      await endShare();
      await share();
      expect(await answer('Accept', first)).toBe('not-invited');
      expect(await answer('Accept', await lastInvite())).toBe('applied');
      expect(await stateOf()).toBe('active');
    });
  });

  describe('has the people that each company announces', () => {
    const log = () => ({ channel: { id: channel.id, did: channel.did } });
    const add = (id: string, name = 'Bo', type = 'Person') => ({ type: 'Add', object: { id, type, name }, target: channel.did });
    const remove = (id: string) => ({ type: 'Remove', object: { id, type: 'Person' }, target: channel.did });
    const headCount = async () => (await readChannel()).companies.find(({ id }) => id === birch.id)?.head_count;
    const members = async () => (await request('GET', `/v1/channels/${channel.id}/members?limit=100`)).json<{ data: { name: string; company: { id: string } }[] }>().data;
    beforeEach(() => shareAndAccept());

    it('hundreds together, each once', async () => {
      const people = Array.from({ length: 700 }, () => add(birch.newPerson()));
      const before = await readVersion();
      const outcomes = await birch.say(log(), ...people, ...people.slice(0, 50));
      expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['applied']));
      expect(await headCount()).toBe(700);
      await birch.say(log(), ...people.slice(0, 100));
      expect(await headCount()).toBe(700);
      expect(await readVersion()).not.toBe(before);
    });

    it('under the newest name, bots too', async () => {
      const [bo, bot] = [birch.newPerson(), birch.newPerson()];
      await birch.say(log(), add(bo, 'Bo'));
      await birch.say(log(), add(bo, 'Bo Birch'));
      await birch.say(log(), add(bot, 'Build bot', 'Service'));
      const theirs = (await members()).filter(({ company }) => company.id === birch.id);
      expect(theirs.map(({ name }) => name).toSorted()).toEqual(['Bo Birch', 'Build bot']);
    });

    it('without those whom their company takes out again', async () => {
      const [bo, bea] = [birch.newPerson(), birch.newPerson()];
      await birch.say(log(), add(bo), add(bea));
      const before = await readVersion();
      expect((await birch.say(log(), remove(bo), remove(bo), remove(birch.newPerson()))).map(codeOf)).toEqual(['applied', 'applied', 'applied']);
      expect(await headCount()).toBe(1);
      expect(await readVersion()).not.toBe(before);
    });

    it('[THREAT-13] and no others: nobody speaks for another company\'s people', async () => {
      const cedar = newPartner('Cedar');
      const [mine, bo] = [alder.admin.did, birch.newPerson()];
      const before = await members();
      const outcomes = await birch.say(log(), add(mine, 'Mallory'), add(cedar.newPerson()), { ...add(bo), actor: mine }, { ...add(bo), target: `${alder.node.context.identity.did}/channels/00000000-0000-7000-8000-000000000000` });
      expect(outcomes.map(codeOf)).toEqual(['origin-mismatch', 'origin-mismatch', 'actor-mismatch', 'wrong-channel']);
      expect((await birch.say(log(), remove(mine))).map(codeOf)).toEqual(['origin-mismatch']);
      expect(await members()).toEqual(before);
    });

    it('and gives the rest of a page its effect when one entry is bad', async () => {
      const outcomes = await birch.say(log(), add(birch.newPerson()), add(alder.admin.did), add(birch.newPerson()));
      expect(outcomes.map(codeOf)).toEqual(['applied', 'origin-mismatch', 'applied']);
      expect(await headCount()).toBe(2);
    });

    it('as they are again when a company comes back', async () => {
      await birch.say(log(), add(birch.newPerson()), add(birch.newPerson()));
      await endShare();
      expect(await members()).toHaveLength(1);
      expect(await headCount()).toBeUndefined();
      await shareAndAccept();
      expect(await headCount()).toBe(2);
    });

    it('in nobody\'s hands but its host\'s: name, topic and companies', async () => {
      const { did } = channel;
      const group = { id: did, type: 'Group', name: 'Taken over', summary: '' };
      const cedar = newPartner('Cedar');
      const tries = [
        { type: 'Create', object: group },
        { type: 'Update', object: group },
        { type: 'Add', object: { id: cedar.did, type: 'Organization', document: cedar.document }, target: did },
        { type: 'Remove', object: { id: alder.node.context.identity.did, type: 'Organization' }, target: did },
      ];
      for (const activity of tries) expect((await birch.say(log(), activity)).map(codeOf)).toEqual(['not-host']);
      expect(await readChannel()).toMatchObject({ name: 'Pumps', companies: [expect.anything(), expect.anything()] });
    });
  });
});
