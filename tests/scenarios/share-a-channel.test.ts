import type { ChannelView } from '@adjoin/node/features/channels/channel-view';
import type { PartnerView } from '@adjoin/node/features/pairing/partner-view';
import { createTestNode, type TestNode, type TestPerson } from '@adjoin/node/testing/create-test-node';
import { createInjectNetwork, type InjectNetwork } from '@adjoin/node/testing/inject-transport';
import { testDialects } from '@adjoin/node/testing/open-test-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../world/wait-until.ts';

type Company = TestNode & { readonly name: string };
type Post = { id: string; text: string | null; author: { name: string; company: { name: string } } };

/** A request through the whole server of a company; fails unless it succeeds. */
async function ask<T>(company: Company, what: `${'GET' | 'POST' | 'DELETE'} /v1/${string}`, { as = company.admin, payload }: { as?: TestPerson; payload?: object } = {}): Promise<T> {
  const [method, url] = what.split(' ') as ['GET', string];
  const answer = await company.inject({ method, url, as, ...(payload === undefined ? {} : { payload }) });
  expect(answer.statusCode, `${what} at ${company.name}: ${answer.body}`).toBeLessThan(300);
  return (answer.body === '' ? undefined : answer.json()) as T;
}

async function partnerOf(company: Company, other: Company): Promise<PartnerView> {
  const { data } = await ask<{ data: PartnerView[] }>(company, 'GET /v1/partners');
  return data.find(({ did }) => did === other.node.context.identity.did) as PartnerView;
}

async function confirm(company: Company, other: Company): Promise<void> {
  const { id, words, confirm_positions } = await partnerOf(company, other);
  await ask(company, `POST /v1/partners/${id}/confirmations`, { payload: { words: confirm_positions.map((position) => words?.[position - 1]) } });
}

async function pair(company: Company, other: Company): Promise<void> {
  const { invitation } = await ask<{ invitation: string }>(company, 'POST /v1/invitations', { payload: {} });
  await ask(other, 'POST /v1/pairings', { payload: { invitation } });
  await confirm(company, other);
  await confirm(other, company);
  for (const [one, two] of [[company, other], [other, company]] as const) {
    await waitUntil(`${one.name} has ${two.name} as an active partner`, async () => (await partnerOf(one, two)).state === 'active');
  }
}

type Sharing = { readonly host: Company; readonly channel: ChannelView; readonly members: readonly TestPerson[] };

/** The host invites; the guest accepts with those members and waits to be in. */
async function share(guest: Company, { host, channel, members }: Sharing): Promise<ChannelView> {
  await ask(host, `POST /v1/channels/${channel.id}/shares`, { payload: { partner_id: (await partnerOf(host, guest)).id } });
  const invitation = await waitUntil(`${guest.name} is invited`, async () => {
    const { data } = await ask<{ data: { id: string }[] }>(guest, 'GET /v1/share_invitations?state=pending');
    return data[0];
  });
  const joined = await ask<ChannelView>(guest, `POST /v1/share_invitations/${invitation.id}/accept`, { payload: { member_ids: members.map(({ id }) => id) } });
  return waitUntil(`${guest.name} is in the channel`, async () => {
    const now = await ask<ChannelView>(guest, `GET /v1/channels/${joined.id}`);
    return now.state === 'active' && now;
  });
}

const post = (as: TestPerson, { at, channel, text }: { at: Company; channel: ChannelView; text: string }) =>
  ask<Post>(at, `POST /v1/channels/${channel.id}/posts`, { as, payload: { text } });
const posts = async (company: Company, channel: ChannelView, as: TestPerson) => (await ask<{ data: Post[] }>(company, `GET /v1/channels/${channel.id}/posts`, { as })).data;
const headCounts = async (company: Company, channel: ChannelView) =>
  Object.fromEntries((await ask<ChannelView>(company, `GET /v1/channels/${channel.id}`)).companies.map(({ name, head_count }) => [name, head_count]));
const digest = async (company: Company, channel: ChannelView, as: TestPerson) =>
  (await ask<{ digest: string }>(company, `GET /v1/channels/${channel.id}/digest`, { as })).digest;

describe.each(testDialects)('companies that share a channel, on %s', (dialect) => {
  let network: InjectNetwork;
  let alder: Company;
  let birch: Company;
  let cedar: Company;
  let ben: TestPerson;
  let bo: TestPerson;
  let bea: TestPerson;
  let cy: TestPerson;
  async function found(name: string): Promise<Company> {
    const company = { ...(await createTestNode({ dialect, name, transport: network.transport })), name };
    network.join({ url: company.url, app: company.node.app });
    return company;
  }
  beforeAll(async () => {
    network = createInjectNetwork();
    [alder, birch, cedar] = [await found('Alder'), await found('Birch'), await found('Cedar')];
    [ben, bo, bea, cy] = [await alder.addPerson('Ben'), await birch.addPerson('Bo'), await birch.addPerson('Bea'), await cedar.addPerson('Cy')];
    await pair(alder, birch);
    await pair(alder, cedar);
    await pair(birch, cedar);
  }, 60_000);
  afterAll(async () => {
    for (const company of [alder, birch, cedar]) await company.dispose();
  }, 60_000);

  const everythingSent = () => network.sent.map(({ body }) => Buffer.from(body ?? '').toString('utf8')).join('\n');

  it('talk in it, each about its own people, from the channel\'s beginning on', async () => {
    const internal = await ask<ChannelView>(alder, 'POST /v1/channels', { as: ben, payload: { name: 'Margins', perimeter: 'internal' } });
    await post(ben, { at: alder, channel: internal, text: 'Never tell Birch' });
    const channel = await ask<ChannelView>(alder, 'POST /v1/channels', { as: ben, payload: { name: 'Pumps', perimeter: 'shared' } });
    await post(ben, { at: alder, channel, text: 'Before anybody was invited' });

    const joined = await share(birch, { host: alder, channel, members: [bo, bea] });
    await post(bo, { at: birch, channel: joined, text: 'Here we are' });
    await waitUntil('Alder reads Bo', async () => (await posts(alder, channel, ben)).length === 2);
    expect((await posts(birch, joined, bo)).map(({ text, author }) => [author.name, author.company.name, text])).toEqual([
      ['Bo', 'Birch', 'Here we are'],
      ['Ben', 'Alder', 'Before anybody was invited'],
    ]);
    await waitUntil('both name the same people', async () => (await headCounts(alder, channel))['Birch'] === 2 && (await headCounts(birch, joined))['Alder'] === 1);
    expect(await digest(birch, joined, bo)).toBe(await digest(alder, channel, ben));

    const sent = everythingSent();
    expect(sent).toContain('Before anybody was invited');
    expect(sent).not.toMatch(/Margins|Never tell|@alder\.example/);
  });

  it('hear of a third company from the host, and talk with it where they are paired', async () => {
    const channel = await ask<ChannelView>(alder, 'POST /v1/channels', { as: ben, payload: { name: 'Pumps', perimeter: 'shared' } });
    const atBirch = await share(birch, { host: alder, channel, members: [bo] });
    const atCedar = await share(cedar, { host: alder, channel, members: [cy] });
    await post(cy, { at: cedar, channel: atCedar, text: 'Cedar says hello' });
    await waitUntil('Alder reads Cy', async () => (await posts(alder, channel, ben)).length === 1);
    await waitUntil('Birch reads Cy', async () => (await posts(birch, atBirch, bo)).some(({ author }) => author.company.name === 'Cedar'));
    await waitUntil('all name the same people', async () => {
      const counts = [await headCounts(alder, channel), await headCounts(birch, atBirch), await headCounts(cedar, atCedar)];
      return counts.every((count) => count['Alder'] === 1 && count['Birch'] === 1 && count['Cedar'] === 1);
    });
    const atAlder = await digest(alder, channel, ben);
    expect([await digest(birch, atBirch, bo), await digest(cedar, atCedar, cy)]).toEqual([atAlder, atAlder]);
  });

  it('[THREAT-41] the company that is taken out keeps its copy, and gets nothing more', async () => {
    const channel = await ask<ChannelView>(alder, 'POST /v1/channels', { as: ben, payload: { name: 'Pumps', perimeter: 'shared' } });
    const joined = await share(birch, { host: alder, channel, members: [bo] });
    await post(ben, { at: alder, channel, text: 'For both' });
    await waitUntil('Birch reads Ben', async () => (await posts(birch, joined, bo)).length === 1);

    const partner = await partnerOf(alder, birch);
    await ask(alder, `DELETE /v1/channels/${channel.id}/shares/${partner.id}`);
    await post(ben, { at: alder, channel, text: 'Among ourselves' });
    await waitUntil('Birch knows that it is out', async () => (await ask<ChannelView>(birch, `GET /v1/channels/${joined.id}`)).state === 'left');
    const refused = await birch.inject({ method: 'POST', url: `/v1/channels/${joined.id}/posts`, as: bo, payload: { text: 'Hello?' } });
    expect(refused.json()).toMatchObject({ status: 409, code: 'channel-left' });
    expect((await posts(birch, joined, bo)).map(({ text }) => text)).toEqual(['For both']);
    expect(everythingSent()).not.toContain('Among ourselves');

    const again = await share(birch, { host: alder, channel, members: [bea] });
    expect(again.id).toBe(joined.id);
    await waitUntil('Birch catches up', async () => (await posts(birch, again, bea)).length === 2);
    await waitUntil('Alder knows who is in', async () => {
      const { data } = await ask<{ data: { name: string }[] }>(alder, `GET /v1/channels/${channel.id}/members`);
      return data.map(({ name }) => name).toSorted().join() === 'Bea,Ben';
    });
  });
});
