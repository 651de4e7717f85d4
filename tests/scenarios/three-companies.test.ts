import { testDialects } from '@adjoin/node/testing/open-test-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../world/wait-until.ts';
import { postIdAt, sameEverywhere, textsIn, type Place } from './world/channels.ts';
import type { Account } from './world/company.ts';
import { createWorld, type World } from './world/create-world.ts';
import { openChannel, pair, partnerIdAt, share } from './world/partnerships.ts';

type Name = 'Alder' | 'Birch' | 'Cedar';

describe.each(testDialects)('three companies, all paired with each other, on %s', (dialect) => {
  let world: World<Name>;
  let bob: Account;
  const at: Record<Name, string> = { Alder: '', Birch: '', Cedar: '' };
  const names: readonly Name[] = ['Alder', 'Birch', 'Cedar'];
  const places = (): Place[] => names.map((name) => [world.company[name], at[name]]);
  const write = (name: Name, text: string, as?: Account): Promise<any> => world.company[name].ask('POST', `/v1/channels/${at[name]}/posts`, { text }, as);

  beforeAll(async () => {
    world = await createWorld(names, dialect);
    const { Alder: alder, Birch: birch, Cedar: cedar } = world.company;
    bob = await birch.hire('Bob Buyer');
    await pair(alder, birch);
    await pair(cedar, alder);
    await pair(birch, cedar);
    at.Alder = await openChannel(alder, 'Fair');
    at.Birch = await share(alder, birch, { channelId: at.Alder, people: [birch.admin, bob] });
    await write('Alder', 'Before Cedar came');
    at.Cedar = await share(alder, cedar, { channelId: at.Alder });
    await world.quiet();
  }, 60_000);
  afterAll(() => world.dispose());

  it('see the same companies, people and posts, also those from before one of them came', async () => {
    for (const name of names) await write(name, `Hello from ${name}`);
    await world.quiet();
    for (const [company, id] of places()) {
      const { companies, member_count } = await company.ask('GET', `/v1/channels/${id}`);
      expect(companies.map(({ name, head_count }: any) => `${name} ${head_count}`).toSorted()).toEqual(['Alder 1', 'Birch 2', 'Cedar 1']);
      expect(member_count).toBe(4);
      expect((await textsIn([company, id])).toSorted()).toEqual(['Before Cedar came', 'Hello from Alder', 'Hello from Birch', 'Hello from Cedar']);
    }
    expect(await sameEverywhere(...places())).toMatchObject({ objects: 4, logs: [{}, {}, {}] });
  });

  it('answer and react across all three, and hear of it directly from whoever did', async () => {
    const { Birch: birch, Cedar: cedar, Alder: alder } = world.company;
    const question = await write('Birch', 'Who brings the chairs?', bob);
    await world.quiet();
    const answer = await cedar.ask('POST', `/v1/channels/${at.Cedar}/posts`, { text: 'We do.', in_reply_to: postIdAt(cedar, question.did) });
    await world.quiet();
    await alder.ask('PUT', `/v1/posts/${postIdAt(alder, answer.did)}/reactions/🎉`);
    await world.quiet();
    for (const company of [alder, birch, cedar]) {
      expect((await company.ask('GET', `/v1/posts/${postIdAt(company, question.did)}/replies`)).data).toMatchObject([{ text: 'We do.', author: { company: { name: 'Cedar' } }, reactions: [{ emoji: '🎉', count: 1 }] }]);
    }
    await sameEverywhere(...places());
    const toCedar = world.carried.filter(({ request }) => request.address.url === cedar.url && request.body !== undefined);
    // Nobody passes on what another company wrote.
    for (const { request } of toCedar) {
      const signer = /keyid="([^"#]+)#/.exec(request.headers['signature-input'] ?? '')?.[1];
      const logs = (JSON.parse(Buffer.from(request.body as Uint8Array).toString()).items ?? []).map(({ partOf }: { partOf: string }) => partOf.split('/')[0]);
      for (const origin of logs) expect(origin).toBe(signer);
    }
  });

  it('one that is away holds up nobody, and catches up from both others', async () => {
    const { Birch: birch, Cedar: cedar } = world.company;
    await birch.stop();
    await write('Alder', 'Without Birch 1');
    await write('Cedar', 'Without Birch 2');
    await waitUntil('the others have it', async () => (await textsIn([cedar, at.Cedar])).includes('Without Birch 1') && (await textsIn([world.company.Alder, at.Alder])).includes('Without Birch 2'));
    await birch.start();
    world.advance(21 * 60_000);
    await waitUntil('birch has caught up', async () => (await textsIn([birch, at.Birch])).filter((text) => text?.startsWith('Without')).length === 2);
    await world.quiet();
    await sameEverywhere(...places());
  });

  it('[THREAT-41] a person who is taken out loses the channel at once: lists, posts, search, cursors and stream', async () => {
    const { Birch: birch } = world.company;
    const { data, next_cursor } = await birch.ask('GET', `/v1/channels/${at.Birch}/posts?limit=2`, undefined, bob);
    const post = data[0].id as string;
    const stream = await birch.listen(bob);
    expect((await birch.ask('GET', '/v1/search?q=hello', undefined, bob)).data.length).toBeGreaterThan(0);
    await birch.ask('DELETE', `/v1/channels/${at.Birch}/members/${bob.id}`);
    await write('Alder', 'Not for Bob');
    await world.quiet();
    for (const path of [`/v1/channels/${at.Birch}`, `/v1/channels/${at.Birch}/posts?limit=2&cursor=${next_cursor}`, `/v1/channels/${at.Birch}/members`, `/v1/channels/${at.Birch}/digest`, `/v1/posts/${post}`, `/v1/posts/${post}/replies`, `/v1/posts/${post}/versions`]) {
      expect(await birch.send('GET', path, { as: bob }), path).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    expect((await birch.send('POST', `/v1/channels/${at.Birch}/posts`, { as: bob, body: { text: 'Still here?' } })).status).toBe(404);
    expect((await birch.ask('GET', '/v1/search?q=hello', undefined, bob)).data).toEqual([]);
    expect((await birch.ask('GET', '/v1/channels', undefined, bob)).data).toEqual([]);
    await waitUntil('Bob hears that he was taken out', async () => stream.text().includes('event: member.removed'));
    expect(stream.text()).not.toContain('Not for Bob');
    const { data: members } = await world.company.Cedar.ask('GET', `/v1/channels/${at.Cedar}/members`);
    expect(members.map(({ name }: { name: string }) => name)).not.toContain('Bob Buyer');
  });

  it('[THREAT-41] a company that is taken out keeps its copy and gets nothing more; the others go on', async () => {
    const { Alder: alder, Birch: birch, Cedar: cedar } = world.company;
    const held = await textsIn([birch, at.Birch]);
    await alder.ask('DELETE', `/v1/channels/${at.Alder}/shares/${await partnerIdAt(alder, birch)}`);
    await waitUntil('birch knows', async () => (await birch.ask('GET', `/v1/channels/${at.Birch}`)).state === 'left');
    await waitUntil('cedar knows', async () => (await cedar.ask('GET', `/v1/channels/${at.Cedar}`)).companies.length === 2);
    await world.quiet();
    const sent = world.carried.length;
    await write('Alder', 'Among the two of us');
    await write('Cedar', 'Indeed');
    await world.quiet();
    expect(await textsIn([birch, at.Birch])).toEqual(held);
    expect(world.carried.slice(sent).filter(({ request }) => request.address.url === birch.url)).toEqual([]);
    expect(await birch.send('POST', `/v1/channels/${at.Birch}/posts`, { body: { text: 'And me?' } })).toMatchObject({ status: 409, body: { code: 'channel-left' } });
    await sameEverywhere([alder, at.Alder], [cedar, at.Cedar]);
  });
});
