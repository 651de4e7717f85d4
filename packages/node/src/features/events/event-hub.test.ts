import { afterEach, beforeEach, expect, it } from 'vitest';
import { adjustableClock } from '../../testing/adjustable-clock.ts';
import { createTestNode, type TestNode, type TestPerson } from '../../testing/create-test-node.ts';

const MONTH_MS = 31 * 24 * 60 * 60_000;

let alder: TestNode;
let time: ReturnType<typeof adjustableClock>;
beforeEach(async () => {
  time = adjustableClock();
  alder = await createTestNode({ clock: time.clock });
});
afterEach(() => alder.dispose());

type Stream = { readonly text: () => string; readonly hasEnded: () => boolean };

async function listen(person: TestPerson): Promise<Stream> {
  const answer = await alder.node.app.inject({ url: '/v1/events', headers: { authorization: `Bearer ${person.token}` }, payloadAsStream: true });
  let text = '';
  let hasEnded = false;
  answer
    .stream()
    .on('data', (chunk: Buffer) => (text += chunk.toString()))
    .on('close', () => (hasEnded = true));
  return { text: () => text, hasEnded: () => hasEnded };
}

async function openChannel(as: TestPerson, members: readonly TestPerson[]): Promise<string> {
  const { id } = (await alder.inject({ method: 'POST', url: '/v1/channels', as, payload: { name: 'Talk', perimeter: 'internal' } })).json<{ id: string }>();
  await alder.inject({ method: 'POST', url: `/v1/channels/${id}/members`, as, payload: { person_ids: members.map((member) => member.id) } });
  return id;
}

async function post(as: TestPerson, channelId: string, text: string): Promise<void> {
  expect((await alder.inject({ method: 'POST', url: `/v1/channels/${channelId}/posts`, as, payload: { text } })).statusCode).toBe(201);
}

it('ends the stream of a session that has expired, and sends it nothing more', async () => {
  const bob = await alder.addPerson('Bob');
  const channel = await openChannel(alder.admin, [bob]);
  const stream = await listen(bob);
  await post(alder.admin, channel, 'While it lives.');
  await expect.poll(stream.text).toContain('While it lives.');

  time.advance(MONTH_MS);
  await post(await alder.signIn(alder.admin), channel, 'Long after.');
  await expect.poll(stream.hasEnded).toBe(true);
  expect(stream.text()).not.toContain('Long after.');
});

it('sends nothing for administrators to who no longer is one', async () => {
  const carol = await alder.addPerson('Carol', 'admin');
  const channel = await openChannel(alder.admin, [carol]);
  const stream = await listen(carol);
  const changed = await alder.inject({ method: 'PATCH', url: `/v1/people/${carol.id}`, as: alder.admin, payload: { role: 'member' } });
  expect(changed.statusCode).toBe(200);
  await alder.node.context.database.write(({ db }) =>
    db.insertInto('audit_entries').values({ at: '2026-11-23T12:00:00.000Z', actor: 'system', action: 'partner.updated', subject: 'part_1', channel_id: null, partner_id: 'part_1', details: '{}' }).execute(),
  );
  await post(alder.admin, channel, 'Still a member.');
  await expect.poll(stream.text).toContain('Still a member.');
  expect(stream.text()).not.toContain('partner.updated');
});
