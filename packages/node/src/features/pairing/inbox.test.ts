import { randomUUID } from 'node:crypto';
import { pairingId } from '@adjoin/protocol/pairing/pairing-id';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publishDocument, rememberNode } from '../identity/commands.ts';
import { apply, carry, changeState, createNodePair, onlyPartner, pair, requestPairing, type NodePair } from '../../testing/node-pair.ts';
import { testDialects } from '../../testing/open-test-database.ts';
import { createStranger } from '../../testing/stranger-node.ts';
import { announceNodeAtStart } from './commands/announce-node.ts';
import { findPartnershipWith, transcriptOf } from './queries.ts';

describe.each(testDialects)('what a partner says of the pairing on %s', (dialect) => {
  let nodes: NodePair;
  beforeEach(async () => {
    nodes = await createNodePair(dialect);
  });
  afterEach(() => nodes.dispose());

  const didOf = (node: NodePair['alder']) => node.node.context.identity.did;
  const directoryEntry = () => nodes.alder.node.context.partners.find(didOf(nodes.birch));

  /** An activity of Birch's log as Alder receives it. */
  const say = (activity: Record<string, unknown>) =>
    apply(nodes.alder, { origin: didOf(nodes.birch), activity: { actor: `${didOf(nodes.birch)}/people/${randomUUID()}`, published: '2026-11-23T13:00:00.000Z', ...activity } });

  async function pairingNow(): Promise<{ instrument: string; offer: object; relationship: object }> {
    const row = await findPartnershipWith(nodes.alder.node.context.database.read, didOf(nodes.birch));
    if (row === undefined) throw new Error('not paired');
    const transcript = transcriptOf(row, didOf(nodes.alder));
    const { inviter, invitee } = transcript;
    return {
      instrument: pairingId(transcript),
      offer: { type: 'Offer', actor: inviter, target: invitee },
      relationship: { type: 'Relationship', subject: inviter, object: invitee },
    };
  }

  describe('Accept', () => {
    it('counts once, and only while words are awaited', async () => {
      await requestPairing(nodes);
      const { instrument, offer } = await pairingNow();
      for (let times = 0; times < 2; times += 1) expect(await say({ type: 'Accept', object: offer, instrument })).toEqual({ status: 'applied' });
      const partner = await onlyPartner(nodes.alder);
      expect(partner).toMatchObject({ state: 'requested', confirmed_by_us_at: null, confirmed_by_partner_at: expect.any(String) as string });
      await changeState(nodes.alder, partner, { state: 'ended' });
      expect(await say({ type: 'Accept', object: offer, instrument })).toEqual({ status: 'applied' });
      expect(await onlyPartner(nodes.alder)).toMatchObject({ state: 'ended' });
    });

    it('[THREAT-37] confirms no pairing with other ids, directions or nonces', async () => {
      await requestPairing(nodes);
      const { instrument, offer } = await pairingNow();
      const otherInstrument = pairingId({ inviter: didOf(nodes.alder), invitee: didOf(nodes.birch), inviterNonce: 'AAAAAAAAAAAAAAAAAAAAAA', inviteeNonce: 'AQAAAAAAAAAAAAAAAAAAAA' });
      const turned = { type: 'Offer', actor: didOf(nodes.birch), target: didOf(nodes.alder) };
      for (const wrong of [{ object: offer, instrument: otherInstrument }, { object: turned, instrument }]) {
        expect(await say({ type: 'Accept', ...wrong })).toMatchObject({ status: 'quarantined', code: 'other-pairing' });
      }
      expect(await onlyPartner(nodes.alder)).toMatchObject({ confirmed_by_partner_at: null });
    });

    it('of a node that we never met means nothing', async () => {
      const { did } = createStranger();
      const activity = { type: 'Accept', object: { type: 'Offer', actor: didOf(nodes.alder), target: did }, instrument: 'urn:adjoin:pairing:x' };
      expect(await apply(nodes.alder, { origin: did, activity })).toMatchObject({ status: 'quarantined', code: 'other-pairing' });
    });
  });

  describe('Leave', () => {
    it.each(['requested', 'active', 'suspended'])('ends a partnership that is %s', async (state) => {
      const { atAlder } = await (state === 'requested' ? requestPairing(nodes) : pair(nodes));
      if (state === 'suspended') await changeState(nodes.alder, atAlder, { state: 'suspended' });
      const { instrument, relationship } = await pairingNow();
      for (let times = 0; times < 2; times += 1) expect(await say({ type: 'Leave', object: relationship, instrument })).toEqual({ status: 'applied' });
      expect(await onlyPartner(nodes.alder)).toMatchObject({ state: 'ended', reason: 'ended-by-partner' });
      expect(directoryEntry()?.state).toBe('ended');
      expect((await nodes.alder.readAudit('partner.updated')).filter(([, , details]) => (details as { change: string }).change === 'ended-by-partner')).toHaveLength(1);
    });

    it('of an earlier pairing ends nothing', async () => {
      await pair(nodes);
      const { relationship } = await pairingNow();
      expect(await say({ type: 'Leave', object: relationship, instrument: 'urn:adjoin:pairing:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })).toEqual({ status: 'applied' });
      expect(await onlyPartner(nodes.alder)).toMatchObject({ state: 'active' });
    });
  });

  describe('Update of its node document', () => {
    const rename = (name: string, addresses?: { url: string; tlsPin?: string }[]) =>
      nodes.birch.node.context.database.write((tx) => publishDocument(tx, { identity: nodes.birch.node.context.identity, clock: nodes.birch.node.context.clock, name, ...(addresses ? { addresses } : {}) }));
    const organization = (document: string, id = didOf(nodes.birch)) => ({ type: 'Update', object: { id, type: 'Organization', document } });

    it('changes its name and address, and travels in the log at the next start', async () => {
      await pair(nodes);
      const pin = 'A'.repeat(43);
      await rename('Birch & Sons', [{ url: 'https://birch.test:8443', tlsPin: pin }]);
      await announceNodeAtStart(nodes.birch.node.context);
      await announceNodeAtStart(nodes.birch.node.context);
      expect(await carry(nodes.birch, nodes.alder)).toHaveLength(2);
      expect(await onlyPartner(nodes.alder)).toMatchObject({ name: 'Birch & Sons', address: 'https://birch.test:8443', state: 'active' });
      expect(directoryEntry()).toMatchObject({ name: 'Birch & Sons', address: { url: 'https://birch.test:8443', tlsPin: pin } });
    });

    it('[THREAT-31] never leads us to private addresses at a host that our administrator did not accept', async () => {
      await pair(nodes);
      expect(directoryEntry()?.address.publicOnly).toBe(false);
      await rename('Birch', [{ url: 'https://inside.alder.example' }]);
      await say(organization(nodes.birch.node.context.identity.documentJws));
      expect(directoryEntry()?.address).toMatchObject({ url: 'https://inside.alder.example', publicOnly: true });
      await rename('Birch', [{ url: 'https://birch.example:9443' }]);
      await say(organization(nodes.birch.node.context.identity.documentJws));
      expect(directoryEntry()?.address).toMatchObject({ url: 'https://birch.example:9443', publicOnly: false });
    });

    it('does not lead from HTTPS to HTTP', async () => {
      await pair(nodes);
      await rename('Birch', [{ url: 'http://birch.example' }]);
      expect(await say(organization(nodes.birch.node.context.identity.documentJws))).toMatchObject({ status: 'quarantined', code: 'insecure-address' });
      expect(directoryEntry()?.address.url).toBe('https://birch.example');
    });

    it('only ever gets newer', async () => {
      await pair(nodes);
      const old = nodes.birch.node.context.identity.documentJws;
      await rename('Birch & Sons');
      await say(organization(nodes.birch.node.context.identity.documentJws));
      expect(await say(organization(old))).toEqual({ status: 'applied' });
      expect(await onlyPartner(nodes.alder)).toMatchObject({ name: 'Birch & Sons' });
    });

    it('counts although the host of a channel told of the same document before', async () => {
      await pair(nodes);
      await rename('Birch & Sons', [{ url: 'https://birch.example:9443' }]);
      const { document, documentJws: jws } = nodes.birch.node.context.identity;
      await nodes.alder.node.context.database.write((tx) => rememberNode(tx, { document, jws, now: '2026-11-23T13:00:00.000Z' }));
      for (let times = 0; times < 2; times += 1) expect(await say(organization(jws))).toEqual({ status: 'applied' });
      expect(directoryEntry()).toMatchObject({ name: 'Birch & Sons', address: { url: 'https://birch.example:9443' } });
      expect((await nodes.alder.readAudit('partner.updated')).filter(([, , details]) => (details as { change: string }).change === 'document')).toHaveLength(1);
    });

    it('[THREAT-15] is of the partner itself, and signed by its identity key', async () => {
      await pair(nodes);
      const other = createStranger();
      expect(await say(organization(other.document()))).toMatchObject({ status: 'quarantined', code: 'origin-mismatch' });
      expect(await say(organization(nodes.birch.node.context.identity.documentJws, other.did))).toMatchObject({ status: 'quarantined', code: 'origin-mismatch' });
      expect(await say(organization(`${nodes.birch.node.context.identity.documentJws.slice(0, -4)}AAAA`))).toMatchObject({ status: 'quarantined', code: 'invalid-node-document' });
      expect(await onlyPartner(nodes.alder)).toMatchObject({ name: 'Birch' });
    });
  });
});
