import { INVITATION_LIFETIME_MS } from '@adjoin/protocol/pairing/invitation';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accept, carry, changeState, confirm, createNodePair, invite, onlyPartner, pair, requestPairing, type NodePair } from '../../testing/node-pair.ts';
import { testDialects } from '../../testing/open-test-database.ts';
import { MAX_CONFIRM_TRIES, MAX_OPEN_INVITATIONS } from './limits.ts';
import { openPartnerDirectory } from './partner-directory.ts';

describe.each(testDialects)('pairing on %s', (dialect) => {
  let nodes: NodePair;
  beforeEach(async () => {
    nodes = await createNodePair(dialect);
  });
  afterEach(() => nodes.dispose());

  const changes = async (node: NodePair['alder']) => (await node.readAudit('partner.updated')).map(([, , details]) => (details as { change: string }).change);
  const refusals = async (node: NodePair['alder']) => (await node.readAudit('pairing.refused')).map(([, , details]) => (details as { code: string }).code);

  describe('an invitation', () => {
    it('makes both nodes wait for words, the same on both screens', async () => {
      const { atAlder, atBirch } = await requestPairing(nodes);
      expect(atAlder).toMatchObject({ did: nodes.birch.node.context.identity.did, name: 'Birch', state: 'requested', reason: null, address: 'https://birch.example' });
      expect(atBirch).toMatchObject({ did: nodes.alder.node.context.identity.did, name: 'Alder', state: 'requested', confirmed_by_us_at: null, confirmed_by_partner_at: null });
      expect(atAlder.words).toHaveLength(6);
      expect(atBirch.words).toEqual(atAlder.words);
      expect(atBirch.sentence).toBe(atAlder.sentence);
      expect(atAlder.confirm_positions).toHaveLength(2);
      expect(await changes(nodes.alder)).toEqual(['requested']);
      expect(await changes(nodes.birch)).toEqual(['requested']);
    });

    it('shows its secret once, and keeps only its hash', async () => {
      const { id, invitation } = await invite(nodes.alder);
      const list = await nodes.alder.inject({ url: '/v1/invitations', as: nodes.alder.admin });
      expect(list.json().data).toMatchObject([{ id, state: 'open', used_by: null }]);
      const payload = JSON.parse(Buffer.from(invitation.split('.')[1] as string, 'base64url').toString()) as { secret: string };
      const kept = JSON.stringify(await nodes.alder.node.context.database.read.selectFrom('pairing_invitations').selectAll().execute());
      expect(list.body).not.toContain(payload.secret);
      expect(kept).not.toContain(payload.secret);
    });

    it('[THREAT-37] is refused after two weeks', async () => {
      const { id, invitation } = await invite(nodes.alder);
      nodes.advance(INVITATION_LIFETIME_MS);
      const [atAlder, atBirch] = [await nodes.alder.signIn(nodes.alder.admin), await nodes.birch.signIn(nodes.birch.admin)];
      const refused = await nodes.birch.inject({ method: 'POST', url: '/v1/pairings', as: atBirch, payload: { invitation } });
      expect(refused.json()).toMatchObject({ status: 410, code: 'invitation-expired' });
      expect(nodes.network.sent).toEqual([]);
      const list = await nodes.alder.inject({ url: '/v1/invitations', as: atAlder });
      expect(list.json().data).toMatchObject([{ id, state: 'expired' }]);
      expect(await refusals(nodes.birch)).toEqual(['invitation-expired']);
    });

    it('is refused once revoked', async () => {
      const { id, invitation } = await invite(nodes.alder);
      for (let times = 0; times < 2; times += 1) {
        expect((await nodes.alder.inject({ method: 'DELETE', url: `/v1/invitations/${id}`, as: nodes.alder.admin })).statusCode).toBe(204);
      }
      const refused = await accept(nodes.birch, invitation);
      expect(refused.statusCode).toBe(410);
      expect(refused.json()).toMatchObject({ code: 'invitation-revoked' });
      expect((await nodes.alder.readAudit('invitation.revoked')).map(([, subject]) => subject)).toEqual([id]);
    });

    it('cannot be revoked once used, nor where there is none', async () => {
      const { id, invitation } = await invite(nodes.alder);
      await accept(nodes.birch, invitation);
      const used = await nodes.alder.inject({ method: 'DELETE', url: `/v1/invitations/${id}`, as: nodes.alder.admin });
      expect(used.json()).toMatchObject({ status: 409, code: 'invitation-used' });
      const none = await nodes.alder.inject({ method: 'DELETE', url: '/v1/invitations/invi_none', as: nodes.alder.admin });
      expect(none.json()).toMatchObject({ status: 404, code: 'not-found' });
    });

    it('is refused by the node that made it', async () => {
      const { invitation } = await invite(nodes.alder);
      const refused = await accept(nodes.alder, invitation);
      expect(refused.statusCode).toBe(409);
      expect(refused.json()).toMatchObject({ code: 'self-pairing' });
      expect(await refusals(nodes.alder)).toEqual(['self-pairing']);
    });

    it('is refused between companies that are paired, on either side, and stays open', async () => {
      await requestPairing(nodes);
      for (const { url } of [nodes.alder, nodes.birch]) nodes.network.setReachable(url, true);
      for (const [host, guest] of [[nodes.alder, nodes.birch], [nodes.birch, nodes.alder]] as const) {
        const { id, invitation } = await invite(host);
        expect((await accept(guest, invitation)).json()).toMatchObject({ status: 409, code: 'already-paired' });
        const { data } = (await host.inject({ url: '/v1/invitations', as: host.admin })).json<{ data: { id: string; state: string }[] }>();
        expect(data.find((row) => row.id === id)?.state).toBe('open');
      }
    });

    it('changes nothing while the other node is unreachable, and works afterwards', async () => {
      const { invitation } = await invite(nodes.alder);
      nodes.network.setReachable(nodes.alder.url, false);
      const refused = await accept(nodes.birch, invitation);
      expect(refused.json()).toMatchObject({ status: 409, code: 'partner-unreachable', fault: 'unreachable' });
      expect((await nodes.birch.inject({ url: '/v1/partners', as: nodes.birch.admin })).json()).toEqual({ data: [], next_cursor: null });
      nodes.network.setReachable(nodes.alder.url, true);
      expect((await accept(nodes.birch, invitation)).statusCode).toBe(201);
    });

    it('survives an answer that was lost on its way', async () => {
      const { invitation } = await invite(nodes.alder);
      nodes.network.interfereWithAnswers((answer) => ({ ...answer, status: 502, body: Buffer.from('lost') }));
      expect((await accept(nodes.birch, invitation)).json()).toMatchObject({ status: 409, code: 'invitation-refused', partner_code: 'status-502' });
      nodes.network.interfereWithAnswers((answer) => answer);
      const [first, second] = [await accept(nodes.birch, invitation), await accept(nodes.birch, invitation)];
      expect(first.statusCode).toBe(201);
      expect(second.json()).toEqual(first.json());
      expect((await onlyPartner(nodes.alder)).words).toEqual(first.json<{ words: string[] }>().words);
      expect(await changes(nodes.alder)).toEqual(['requested']);
      expect(await changes(nodes.birch)).toEqual(['requested']);
    });

    it('is answered once under an Idempotency-Key, also later', async () => {
      const { invitation } = await invite(nodes.alder);
      const post = () => nodes.birch.inject({ method: 'POST', url: '/v1/pairings', as: nodes.birch.admin, headers: { 'idempotency-key': 'one' }, payload: { invitation } });
      const first = await post();
      expect((await changeState(nodes.birch, await onlyPartner(nodes.birch), { state: 'ended' })).statusCode).toBe(200);
      const second = await post();
      expect([second.statusCode, second.json()]).toEqual([201, first.json()]);
    });

    it('refuses answers that its inviter would not give, and works afterwards', async () => {
      const { invitation } = await invite(nodes.alder);
      const members = (change: object) => (body: Buffer) => JSON.stringify({ ...(JSON.parse(body.toString()) as object), ...change });
      const forgeries: [(body: Buffer) => string, string][] = [
        [members({ document: nodes.birch.node.context.identity.documentJws }), 'wrong-node'],
        [members({ document: 'a.b.c' }), 'wrong-node'],
        [members({ inviter_nonce: 'AAAAAAAAAAAAAAAAAAAAAA' }), 'broken-commitment'],
        [() => 'not json', 'wrong-node'],
        [() => '{}', 'wrong-node'],
        [() => '{"document":1,"inviter_nonce":2}', 'wrong-node'],
        [() => '{"a":1,"a":2}', 'wrong-node'],
      ];
      for (const [forge, code] of forgeries) {
        nodes.network.interfereWithAnswers((answer) => ({ ...answer, body: Buffer.from(forge(answer.body)) }));
        expect((await accept(nodes.birch, invitation)).json()).toMatchObject({ status: 409, code });
      }
      expect(await refusals(nodes.birch)).toEqual(forgeries.map(([, code]) => code));
      expect((await nodes.birch.inject({ url: '/v1/partners', as: nodes.birch.admin })).json()).toEqual({ data: [], next_cursor: null });
      nodes.network.interfereWithAnswers((answer) => answer);
      expect((await accept(nodes.birch, invitation)).statusCode).toBe(201);
    });

    it('[THREAT-29] is not made while too many are open', async () => {
      await Promise.all(Array.from({ length: MAX_OPEN_INVITATIONS }, () => invite(nodes.alder)));
      const refused = await nodes.alder.inject({ method: 'POST', url: '/v1/invitations', as: nodes.alder.admin, payload: {} });
      expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-invitations' });
    });
  });

  describe('confirming', () => {
    it('makes the partnership active once both administrators typed two words back', async () => {
      const { atAlder, atBirch } = await requestPairing(nodes);
      expect((await confirm(nodes.alder, atAlder)).json()).toMatchObject({ state: 'requested', confirmed_by_partner_at: null });
      expect(await carry(nodes.alder, nodes.birch)).toEqual([{ status: 'applied' }]);
      expect(await onlyPartner(nodes.birch)).toMatchObject({ state: 'requested', confirmed_by_us_at: null });
      expect((await onlyPartner(nodes.birch)).words).toEqual(atAlder.words);

      expect((await confirm(nodes.birch, atBirch)).json()).toMatchObject({ state: 'active', words: null, confirm_positions: [] });
      expect(await onlyPartner(nodes.alder)).toMatchObject({ state: 'requested' });
      await carry(nodes.birch, nodes.alder);
      expect(await onlyPartner(nodes.alder)).toMatchObject({ state: 'active', words: null });
      expect(nodes.alder.node.context.partners.find(nodes.birch.node.context.identity.did)?.state).toBe('active');
      expect(await changes(nodes.alder)).toEqual(['requested', 'confirmed-by-us', 'confirmed-by-partner', 'active']);
      expect(await changes(nodes.birch)).toEqual(['requested', 'confirmed-by-partner', 'confirmed-by-us', 'active']);
    });

    it('takes the words in the other language, as they are shown in it', async () => {
      await requestPairing(nodes);
      const french = (await nodes.birch.inject({ url: '/v1/partners', as: nodes.birch.admin, headers: { 'accept-language': 'fr-FR' } })).json().data[0];
      expect(french.sentence).not.toBe((await onlyPartner(nodes.alder)).sentence);
      expect((await confirm(nodes.birch, french)).statusCode).toBe(200);
      const byQuery = await nodes.birch.inject({ url: `/v1/partners/${french.id}?language=fr`, as: nodes.birch.admin });
      expect(byQuery.json()).toMatchObject({ words: french.words });
    });

    it('has one effect when repeated', async () => {
      const { atAlder } = await requestPairing(nodes);
      await confirm(nodes.alder, atAlder);
      expect((await confirm(nodes.alder, atAlder)).statusCode).toBe(200);
      expect(await carry(nodes.alder, nodes.birch)).toHaveLength(1);
      await carry(nodes.alder, nodes.birch);
      expect(await changes(nodes.birch)).toEqual(['requested', 'confirmed-by-partner']);
    });

    it('counts wrong words, and ends the pairing at the fifth attempt', async () => {
      const { atAlder } = await requestPairing(nodes);
      for (let left = MAX_CONFIRM_TRIES - 1; left >= 0; left -= 1) {
        const refused = await confirm(nodes.alder, atAlder, ['wrong', 'words']);
        expect(refused.statusCode).toBe(422);
        expect(refused.json()).toMatchObject({ code: 'wrong-words', tries_left: left });
      }
      expect(await onlyPartner(nodes.alder)).toMatchObject({ state: 'ended', reason: 'wrong-words', words: null });
      expect((await confirm(nodes.alder, atAlder)).json()).toMatchObject({ status: 409, code: 'not-awaiting-words' });
      await carry(nodes.alder, nodes.birch);
      expect(await onlyPartner(nodes.birch)).toMatchObject({ state: 'ended', reason: 'ended-by-partner' });
    });

    it('counts a repeated request under one Idempotency-Key once', async () => {
      const { atAlder } = await requestPairing(nodes);
      for (let times = 0; times < 3; times += 1) {
        const payload = { words: ['wrong', 'words'] };
        const refused = await nodes.alder.inject({ method: 'POST', url: `/v1/partners/${atAlder.id}/confirmations`, as: nodes.alder.admin, headers: { 'idempotency-key': 'one' }, payload });
        expect(refused.json()).toMatchObject({ status: 422, code: 'wrong-words', tries_left: MAX_CONFIRM_TRIES - 1 });
      }
    });

    it('is refused for a partner that nobody asked about, or that is active', async () => {
      const { atAlder } = await pair(nodes);
      expect((await confirm(nodes.alder, { ...atAlder, id: 'part_none' }, ['a', 'b'])).json()).toMatchObject({ status: 404, code: 'not-found' });
      expect((await confirm(nodes.alder, atAlder, ['a', 'b'])).json()).toMatchObject({ status: 409, code: 'not-awaiting-words' });
    });
  });

  describe('changing a partnership', () => {
    it('suspends and resumes it', async () => {
      const { atAlder } = await pair(nodes);
      expect((await changeState(nodes.alder, atAlder, { state: 'suspended', reason: 'late payment' })).json()).toMatchObject({ state: 'suspended', reason: 'late payment' });
      expect(nodes.alder.node.context.partners.find(atAlder.did)?.state).toBe('suspended');
      expect((await changeState(nodes.alder, atAlder, { state: 'active' })).json()).toMatchObject({ state: 'active', reason: null });
      expect((await changes(nodes.alder)).slice(-2)).toEqual(['suspended', 'active']);
    });

    it.each(['active', 'suspended'])('cannot make it %s before both administrators typed the words', async (state) => {
      const { atAlder } = await requestPairing(nodes);
      expect((await changeState(nodes.alder, atAlder, { state })).json()).toMatchObject({ status: 409, code: 'state-conflict' });
    });

    it('ends it on both sides, for good', async () => {
      const { atAlder } = await pair(nodes);
      expect((await changeState(nodes.alder, atAlder, { state: 'ended', reason: 'contract over' })).json()).toMatchObject({ state: 'ended', reason: 'contract over' });
      await carry(nodes.alder, nodes.birch);
      expect(await onlyPartner(nodes.birch)).toMatchObject({ state: 'ended', reason: 'ended-by-partner' });
      for (const state of ['active', 'suspended']) {
        expect((await changeState(nodes.alder, atAlder, { state })).json()).toMatchObject({ status: 409, code: 'state-conflict' });
      }
      expect((await changeState(nodes.alder, atAlder, { state: 'ended', reason: 'again' })).json()).toMatchObject({ state: 'ended', reason: 'contract over' });
      expect((await changes(nodes.birch)).at(-1)).toBe('ended-by-partner');
    });

    it('can be paired anew, under the same id, with other words', async () => {
      const first = await pair(nodes);
      await changeState(nodes.alder, first.atAlder, { state: 'ended' });
      await carry(nodes.alder, nodes.birch);
      for (const { url } of [nodes.alder, nodes.birch]) nodes.network.setReachable(url, true);
      const { invitation } = await invite(nodes.birch);
      expect((await accept(nodes.alder, invitation)).statusCode).toBe(201);
      nodes.network.setReachable(nodes.alder.url, false);
      nodes.network.setReachable(nodes.birch.url, false);
      const [atAlder, atBirch] = [await onlyPartner(nodes.alder), await onlyPartner(nodes.birch)];
      expect(atAlder).toMatchObject({ id: first.atAlder.id, state: 'requested', reason: null, confirmed_by_us_at: null, confirmed_by_partner_at: null });
      expect(atAlder.words).toEqual(atBirch.words);

      // What is left of the first pairing confirms and ends nothing of the second.
      expect(await carry(nodes.alder, nodes.birch)).toMatchObject([{ status: 'quarantined', code: 'other-pairing' }, { status: 'applied' }]);
      await carry(nodes.birch, nodes.alder);
      expect(await onlyPartner(nodes.birch)).toMatchObject({ state: 'requested', confirmed_by_partner_at: null });

      await confirm(nodes.alder, atAlder);
      await confirm(nodes.birch, atBirch);
      await carry(nodes.alder, nodes.birch);
      await carry(nodes.birch, nodes.alder);
      expect(await onlyPartner(nodes.alder)).toMatchObject({ state: 'active' });
      expect(await onlyPartner(nodes.birch)).toMatchObject({ state: 'active' });
    });
  });

  describe('who may', () => {
    it('[THREAT-36] lets members see partners, but neither words nor invitations, and change nothing', async () => {
      const member = await nodes.alder.addPerson('Max Member');
      const { atAlder } = await requestPairing(nodes);
      const seen = await nodes.alder.inject({ url: `/v1/partners/${atAlder.id}`, as: member });
      expect(seen.json()).toMatchObject({ name: 'Birch', words: null, confirm_positions: [] });
      expect(seen.json()).not.toHaveProperty('sentence');
      expect((await nodes.alder.inject({ url: '/v1/partners', as: member })).json().data[0]).toEqual(seen.json());
      const forbidden = [
        { method: 'GET', url: '/v1/invitations' },
        { method: 'POST', url: '/v1/invitations', payload: {} },
        { method: 'DELETE', url: '/v1/invitations/invi_x' },
        { method: 'POST', url: '/v1/pairings', payload: { invitation: 'x' } },
        { method: 'POST', url: `/v1/partners/${atAlder.id}/confirmations`, payload: { words: ['a', 'b'] } },
        { method: 'PATCH', url: `/v1/partners/${atAlder.id}`, payload: { state: 'ended' } },
      ] as const;
      for (const request of forbidden) {
        expect((await nodes.alder.inject({ ...request, as: member })).json()).toMatchObject({ status: 403, code: 'admin-only' });
      }
    });

    it('refuses bodies with members that it does not know, and strangers altogether', async () => {
      const { atAlder } = await requestPairing(nodes);
      const bad = await nodes.alder.inject({ method: 'PATCH', url: `/v1/partners/${atAlder.id}`, as: nodes.alder.admin, payload: { state: 'ended', confirmed_by_us_at: 'now' } });
      expect(bad.json()).toMatchObject({ status: 422, code: 'invalid-request' });
      expect((await nodes.alder.inject({ url: '/v1/partners' })).statusCode).toBe(401);
    });

    it('[THREAT-38] writes every act of an administrator down, with who it was', async () => {
      const { atAlder } = await pair(nodes);
      await changeState(nodes.alder, atAlder, { state: 'suspended' });
      const rows = await nodes.alder.node.context.database.read
        .selectFrom('audit_entries').select(['action', 'actor', 'subject', 'partner_id']).where('action', 'in', ['invitation.created', 'partner.updated']).orderBy('seq').execute();
      const [us, them] = [nodes.alder.admin.id, atAlder.did];
      expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
        ['invitation.created', us], ['partner.updated', them], ['partner.updated', us], ['partner.updated', them], ['partner.updated', them], ['partner.updated', us],
      ]);
      expect(rows.slice(1).every(({ subject, partner_id }) => subject === atAlder.id && partner_id === atAlder.id)).toBe(true);
    });
  });

  it('lists partners in pages, those paired first first', async () => {
    await requestPairing(nodes);
    const first = await nodes.alder.inject({ url: '/v1/partners?limit=1', as: nodes.alder.admin });
    expect(first.json()).toMatchObject({ next_cursor: null });
    const bad = await nodes.alder.inject({ url: '/v1/partners?cursor=nonsense', as: nodes.alder.admin });
    expect(bad.json()).toMatchObject({ status: 422, code: 'invalid-cursor' });
  });

  it('still knows its partners after a restart', async () => {
    const { atAlder } = await pair(nodes);
    const reopened = await openPartnerDirectory(nodes.alder.node.context.database.read);
    expect(reopened.find(atAlder.did)).toEqual(nodes.alder.node.context.partners.find(atAlder.did));
    expect(reopened.find(atAlder.did)).toMatchObject({ state: 'active', address: { url: 'https://birch.example', publicOnly: false } });
  });
});

describe('an invitation that is not whole', () => {
  let nodes: NodePair;
  beforeAll(async () => {
    nodes = await createNodePair('sqlite');
  });
  afterAll(() => nodes.dispose());

  it.each([
    ['cut short', (token: string) => token.slice(0, -1)],
    ['altered', (token: string) => token.replace(/\.(.)/, (_, first: string) => `.${first === 'e' ? 'f' : 'e'}`)],
    ['signed by another node', (token: string, other: string) => [...token.split('.').slice(0, 2), other.split('.')[2]].join('.')],
    ['no invitation at all', () => 'hello'],
    ['something else that was signed', (_token: string, _other: string, document: string) => document],
  ])('[THREAT-37] is refused when %s, and nobody is asked', async (_what, change) => {
    const { invitation } = await invite(nodes.alder);
    const other = await invite(nodes.birch);
    const refused = await accept(nodes.birch, change(invitation, other.invitation, nodes.alder.node.context.identity.documentJws));
    expect(refused.json()).toMatchObject({ status: 422, code: 'invalid-invitation' });
    expect(nodes.network.sent).toEqual([]);
    expect((await nodes.birch.readAudit('pairing.refused')).at(-1)).toEqual(['pairing.refused', 'invitation', { code: 'invalid-invitation' }]);
  });
});
