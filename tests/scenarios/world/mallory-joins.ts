import { randomBytes } from 'node:crypto';
import { partnershipLogId } from '@adjoin/protocol/identifiers/ids';
import { readInvitation } from '@adjoin/protocol/pairing/invitation';
import { pairingId } from '@adjoin/protocol/pairing/pairing-id';
import { pairingWords } from '@adjoin/protocol/pairing/words';
import { expect } from 'vitest';
import type { Company } from './company.ts';
import type { Activity, HandLog, Mallory } from './mallory.ts';
import { partnerIdAt, typeWords } from './partnerships.ts';

/** Delivers activities in a log of Mallory's that the company must take. */
export async function tell(mallory: Mallory, company: Company, { log, activities }: { log: HandLog; activities: readonly Activity[] }): Promise<void> {
  const answer = await mallory.deliver(company, [log.page(...activities)]);
  expect(answer.text).toContain('"accepted"');
}

/** Mallory's company pairs with another through the door for strangers, as an honest one would. */
export async function askToPair(mallory: Mallory, company: Company): Promise<{ words: readonly string[]; confirm: () => Promise<void> }> {
  const { invitation } = await company.ask('POST', '/v1/invitations', {});
  const { secret } = readInvitation(invitation).invitation;
  const inviteeNonce = randomBytes(16).toString('base64url');
  const request = JSON.stringify({ secret, document: mallory.documentWith(), invitee_nonce: inviteeNonce });
  const answer = await mallory.request(company, request, { path: '/federation/v1/pairings' });
  expect(answer.status, answer.text).toBe(200);
  const transcript = { inviter: company.did, invitee: mallory.did, inviterNonce: answer.body.inviter_nonce as string, inviteeNonce };
  const accept = { type: 'Accept', object: { type: 'Offer', actor: company.did, target: mallory.did }, instrument: pairingId(transcript) };
  return {
    words: pairingWords(transcript, 'en').words,
    confirm: () => tell(mallory, company, { log: mallory.partnershipLog(company), activities: [accept] }),
  };
}

/** Answers with the `part_…` id that the company gave Mallory's. */
export async function pairWithMallory(mallory: Mallory, company: Company): Promise<string> {
  const { words, confirm } = await askToPair(mallory, company);
  const id = await partnerIdAt(company, mallory);
  await typeWords(company, id, words);
  await confirm();
  expect(await company.ask('GET', `/v1/partners/${id}`)).toMatchObject({ state: 'active' });
  return id;
}

/** What a company has written in its log with Mallory's, as Mallory pulls it. */
export async function readPartnershipLog(mallory: Mallory, company: Company): Promise<any[]> {
  const { body } = await mallory.pull(company, partnershipLogId({ origin: company.did, partner: mallory.did, epoch: 0 }));
  const [page] = body.items;
  return (page?.orderedItems ?? []).map(({ payload }: { payload: string }) => JSON.parse(payload));
}

/** A company shares a channel with Mallory's, which accepts and announces its boss; answers with the channel's DID. */
export async function shareWithMallory(mallory: Mallory, company: Company, channelId: string): Promise<string> {
  await company.ask('POST', `/v1/channels/${channelId}/shares`, { partner_id: await partnerIdAt(company, mallory) });
  const invite = (await readPartnershipLog(mallory, company)).findLast(({ type }) => type === 'Invite');
  const channel = invite.object.id as string;
  await tell(mallory, company, { log: mallory.partnershipLog(company), activities: [{ type: 'Accept', object: { type: 'Invite', id: invite.id, object: channel } }] });
  const announce = { type: 'Add', object: { id: mallory.boss, type: 'Person', name: 'Mal' }, target: channel };
  await tell(mallory, company, { log: mallory.channelLog(channel), activities: [announce] });
  return channel;
}
