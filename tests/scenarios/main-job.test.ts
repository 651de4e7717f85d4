import { testDialects } from '@adjoin/node/testing/open-test-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postIdAt, sameEverywhere, textsIn, type Place } from './world/channels.ts';
import type { Account, Company } from './world/company.ts';
import { createWorld, type World } from './world/create-world.ts';
import { openChannel, partnerIdAt, share, typeWords } from './world/partnerships.ts';

describe.each(testDialects)('two companies work together, on %s', (dialect) => {
  let world: World<'Alder' | 'Birch'>;
  let alder: Company;
  let birch: Company;
  let ann: Account;
  let bob: Account;
  let atAlder: string;
  let atBirch: string;
  const places = (): [Place, Place] => [[alder, atAlder], [birch, atBirch]];

  beforeAll(async () => {
    world = await createWorld(['Alder', 'Birch'], dialect);
    ({ Alder: alder, Birch: birch } = world.company);
    ann = await alder.hire('Ann Engineer');
    bob = await birch.hire('Bob Buyer');
  }, 60_000);
  afterAll(() => world.dispose());

  it('pair by an invitation and words that both administrators see alike', async () => {
    const { invitation } = await alder.ask('POST', '/v1/invitations', {});
    const atBirchFirst = await birch.ask('POST', '/v1/pairings', { invitation });
    const atAlderFirst = await alder.ask('GET', `/v1/partners/${await partnerIdAt(alder, birch)}`);
    expect(atBirchFirst).toMatchObject({ name: 'Alder', state: 'requested', words: atAlderFirst.words, sentence: atAlderFirst.sentence });
    expect(atAlderFirst.words).toHaveLength(6);

    const misheard = await alder.send('POST', `/v1/partners/${atAlderFirst.id}/confirmations`, { body: { words: ['not', 'these'] } });
    expect(misheard).toMatchObject({ status: 422, body: { code: 'wrong-words', tries_left: 4 } });

    expect(await typeWords(alder, atAlderFirst.id, atBirchFirst.words)).toMatchObject({ state: 'requested', confirmed_by_partner_at: null });
    await typeWords(birch, atBirchFirst.id, atAlderFirst.words);
    await world.quiet();
    expect(await alder.ask('GET', `/v1/partners/${atAlderFirst.id}`)).toMatchObject({ name: 'Birch', state: 'active', words: null });
    expect(await birch.ask('GET', `/v1/partners/${atBirchFirst.id}`)).toMatchObject({ name: 'Alder', state: 'active', words: null });
  });

  it('share a channel, of which each company chooses its own people', async () => {
    atAlder = await openChannel(alder, 'Deliveries');
    await alder.ask('POST', `/v1/channels/${atAlder}/members`, { person_ids: [ann.id] });
    await alder.ask('POST', `/v1/channels/${atAlder}/posts`, { text: 'Welcome.' });
    atBirch = await share(alder, birch, { channelId: atAlder, people: [birch.admin, bob] });
    await world.quiet();
    expect(await birch.ask('GET', `/v1/channels/${atBirch}`, undefined, bob)).toMatchObject({ name: 'Deliveries', perimeter: 'shared', state: 'active', host: { name: 'Alder' }, member_count: 4 });
    const namesAt = async (company: Company, channelId: string): Promise<string[]> =>
      (await company.ask('GET', `/v1/channels/${channelId}/members`)).data.map(({ name, company: { name: of } }: any) => `${name} of ${of}`).toSorted();
    expect(await namesAt(alder, atAlder)).toEqual(['Alder Admin of Alder', 'Ann Engineer of Alder', 'Birch Admin of Birch', 'Bob Buyer of Birch']);
    expect(await namesAt(birch, atBirch)).toEqual(await namesAt(alder, atAlder));
    expect(await textsIn([birch, atBirch])).toEqual(['Welcome.']);
  });

  it('post, and answer in a thread', async () => {
    const question = await alder.ask('POST', `/v1/channels/${atAlder}/posts`, { text: 'When do you need the pumps?' }, ann);
    expect(question.deliveries).toEqual([{ partner_id: await partnerIdAt(alder, birch), partner_name: 'Birch', state: 'queued', held_since: null }]);
    await world.quiet();
    const answer = await birch.ask('POST', `/v1/channels/${atBirch}/posts`, { text: 'By *Friday*.', in_reply_to: postIdAt(birch, question.did) }, bob);
    await world.quiet();
    const { data: thread } = await alder.ask('GET', `/v1/posts/${question.id}/replies`, undefined, ann);
    expect(thread).toMatchObject([{ did: answer.did, text: 'By *Friday*.', thread_id: question.id, in_reply_to: question.id, author: { name: 'Bob Buyer', company: { name: 'Birch' } } }]);
    expect(await alder.ask('GET', `/v1/posts/${question.id}`)).toMatchObject({ reply_count: 1, deliveries: [{ state: 'held', held_since: expect.any(String) }] });
  });

  it('edit with history, react, and take a reaction back', async () => {
    const offer = await alder.ask('POST', `/v1/channels/${atAlder}/posts`, { text: 'Twelve pumps.' }, ann);
    const edited = await alder.send('PATCH', `/v1/posts/${offer.id}`, { as: ann, headers: { 'if-match': '"1"' }, body: { text: 'Fourteen pumps.' } });
    expect(edited).toMatchObject({ status: 200, body: { version: 2 } });
    await world.quiet();
    const id = postIdAt(birch, offer.did);
    expect((await birch.ask('GET', `/v1/posts/${id}/versions`)).data).toMatchObject([{ version: 2, text: 'Fourteen pumps.' }, { version: 1, text: 'Twelve pumps.' }]);
    await birch.ask('PUT', `/v1/posts/${id}/reactions/👍`, undefined, bob);
    await birch.ask('PUT', `/v1/posts/${id}/reactions/🎉`, undefined, bob);
    await birch.ask('DELETE', `/v1/posts/${id}/reactions/🎉`, undefined, bob);
    await world.quiet();
    expect((await alder.ask('GET', `/v1/posts/${offer.id}`)).reactions).toEqual([{ emoji: '👍', count: 1, mine: false }]);
  });

  it('delete: nothing but a header stays, at both companies', async () => {
    const slip = await alder.ask('POST', `/v1/channels/${atAlder}/posts`, { text: 'Our price is 4711.' }, ann);
    await world.quiet();
    await alder.ask('DELETE', `/v1/posts/${slip.id}`, undefined, ann);
    await world.quiet();
    for (const company of [alder, birch]) {
      expect(await company.ask('GET', `/v1/posts/${postIdAt(company, slip.did)}`)).toMatchObject({ text: null, deleted_at: expect.any(String) });
      const entries = await company.context().database.read.selectFrom('log_entries').select(['header', 'salt', 'payload']).where('payload', 'is', null).execute();
      expect(entries).toMatchObject([{ header: expect.stringContaining('"kind":"object"'), salt: null, payload: null }]);
    }
  });

  it('end with the same channel', async () => {
    expect(await sameEverywhere(...places())).toMatchObject({ objects: 5, logs: [{}, {}] });
    expect(await textsIn(places()[1])).toEqual(await textsIn(places()[0]));
  });
});
