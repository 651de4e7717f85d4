import { waitUntil } from '../../world/wait-until.ts';
import type { Account, Company } from './company.ts';

/** The `part_…` id under which a company knows another. */
export async function partnerIdAt(company: Company, other: { readonly did: string }): Promise<string> {
  const { data } = await company.ask('GET', '/v1/partners');
  const partner = data.find(({ did }: { did: string }) => did === other.did);
  if (partner === undefined) throw new Error(`${company.name} knows no such partner`);
  return partner.id;
}

/** The administrator types the two words that were read aloud. */
export async function typeWords(company: Company, partnerId: string, aloud: readonly string[]): Promise<any> {
  const { confirm_positions } = await company.ask('GET', `/v1/partners/${partnerId}`);
  return company.ask('POST', `/v1/partners/${partnerId}/confirmations`, { words: confirm_positions.map((position: number) => aloud[position - 1]) });
}

/** Pairs two companies as their administrators do: an invitation, its acceptance, and words read aloud on the phone. */
export async function pair(inviter: Company, invitee: Company): Promise<void> {
  const { invitation } = await inviter.ask('POST', '/v1/invitations', {});
  const atInvitee = await invitee.ask('POST', '/v1/pairings', { invitation });
  const atInviter = await inviter.ask('GET', `/v1/partners/${await partnerIdAt(inviter, invitee)}`);
  await typeWords(inviter, atInviter.id, atInvitee.words);
  await typeWords(invitee, atInvitee.id, atInviter.words);
  for (const [company, { id }] of [[inviter, atInviter], [invitee, atInvitee]] as const) {
    await waitUntil(`${company.name} sees the partnership active`, async () => (await company.ask('GET', `/v1/partners/${id}`)).state === 'active');
  }
}

/** Makes a shared channel at its host. */
export async function openChannel(host: Company, name: string, perimeter: 'internal' | 'shared' = 'shared'): Promise<string> {
  return (await host.ask('POST', '/v1/channels', { name, perimeter })).id;
}

/** Shares a channel with a partner, whose administrator accepts with some of its people; answers with the guest's id of it. */
export async function share(host: Company, guest: Company, { channelId, people = [guest.admin] }: { channelId: string; people?: readonly Account[] }): Promise<string> {
  await host.ask('POST', `/v1/channels/${channelId}/shares`, { partner_id: await partnerIdAt(host, guest) });
  const { name } = await host.ask('GET', `/v1/channels/${channelId}`);
  const hostId = await partnerIdAt(guest, host);
  const invitation = await waitUntil('the invitation arrives', async () => {
    const { data } = await guest.ask('GET', '/v1/share_invitations?state=pending');
    return data.find((one: { name: string; host: { id: string } }) => one.name === name && one.host.id === hostId);
  });
  const channel = await guest.ask('POST', `/v1/share_invitations/${invitation.id}/accept`, { member_ids: people.map(({ id }) => id) });
  await waitUntil('the channel is active at the guest', async () => (await guest.ask('GET', `/v1/channels/${channel.id}`)).state === 'active');
  return channel.id;
}
