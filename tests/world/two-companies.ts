import type { CompanyProcess } from './company-process.ts';
import { waitUntil } from './wait-until.ts';

export const PASSWORD = 'correct horse battery staple';

/** A company with its administrator signed in. */
export type Company = { readonly process: CompanyProcess; readonly token: string; readonly adminId: string };

/** Uses the set-up link as the first administrator would. */
export async function setUpCompany(process: CompanyProcess): Promise<Company> {
  const email = `admin@${process.name.toLowerCase().replace(/[^a-z0-9]+/g, '')}.example`;
  await process.api.call('POST', '/v1/setup', { body: { token: process.setupToken, company: process.name, name: `${process.name} Admin`, email, password: PASSWORD } });
  return signIn(process, email, PASSWORD);
}

export async function signIn(process: CompanyProcess, email: string, password: string): Promise<Company> {
  const session = await process.api.call('POST', '/v1/sessions', { body: { email, password } });
  return { process, token: session.access_token, adminId: session.person.id };
}

export function call({ process, token }: Company, method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT', path: string, body?: unknown): Promise<any> {
  return process.api.call(method, path, { body, token });
}

/** Pairs two companies through the real flow: invitation, acceptance, and two words typed on either side. */
export async function pairCompanies(inviter: Company, invitee: Company): Promise<{ inviterSees: string; inviteeSees: string }> {
  const { invitation } = await call(inviter, 'POST', '/v1/invitations', {});
  const requested = await call(invitee, 'POST', '/v1/pairings', { invitation });
  const { data } = await call(inviter, 'GET', '/v1/partners');
  const [atInviter] = data.filter((partner: { state: string }) => partner.state === 'requested');
  for (const [company, id] of [[inviter, atInviter.id], [invitee, requested.id]] as const) {
    const partner = await call(company, 'GET', `/v1/partners/${id}`);
    await call(company, 'POST', `/v1/partners/${id}/confirmations`, { words: partner.confirm_positions.map((position: number) => partner.words[position - 1]) });
  }
  for (const [company, id] of [[inviter, atInviter.id], [invitee, requested.id]] as const) {
    await waitUntil(`${company.process.name} sees the partnership active`, async () => (await call(company, 'GET', `/v1/partners/${id}`)).state === 'active');
  }
  return { inviterSees: atInviter.id, inviteeSees: requested.id };
}

/** Shares a channel of `host` with a partner, whose administrator accepts with some of its people. */
export async function shareChannel(host: Company, guest: Company, share: { channelId: string; partnerId: string; memberIds: readonly string[] }): Promise<string> {
  await call(host, 'POST', `/v1/channels/${share.channelId}/shares`, { partner_id: share.partnerId });
  const invitation = await waitUntil('the share invitation arrives', async () => (await call(guest, 'GET', '/v1/share_invitations?state=pending')).data[0]);
  const channel = await call(guest, 'POST', `/v1/share_invitations/${invitation.id}/accept`, { member_ids: share.memberIds });
  await waitUntil('the channel is active at the guest', async () => (await call(guest, 'GET', `/v1/channels/${channel.id}`)).state === 'active');
  return channel.id;
}
