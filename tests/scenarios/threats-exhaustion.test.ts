import type { Read } from '@adjoin/node/database/database';
import { MAX_TRIED_PER_UNIT, settleWaiting } from '@adjoin/node/features/replication/settle-waiting';
import type { App } from '@adjoin/node/http/server';
import { neighboursOf } from '@adjoin/node/neighbours';
import { channelLogId } from '@adjoin/protocol/identifiers/ids';
import { genesisHead } from '@adjoin/protocol/log/header';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../world/wait-until.ts';
import { envelope, uuid } from './world/mallory.ts';
import { beginMalloryStory, type MalloryStory } from './world/mallory-story.ts';

let story: MalloryStory;
beforeAll(async () => void (story = await beginMalloryStory()));
afterAll(() => story.world.dispose());

/** Turns of the event loop, in which whatever is busy stays busy. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Mallory's node answers every delivery with this; no other member of a server is asked for. */
function nodeThatAnswers(body: () => unknown): App {
  const inject = () => {
    const rawPayload = Buffer.from(JSON.stringify(body()));
    return Promise.resolve({ statusCode: 200, headers: { 'content-type': 'application/activity+json' }, rawPayload });
  };
  return { inject } as unknown as App;
}

describe('[THREAT-30] a partner that answers everything with “send again”', () => {
  it('is not sent to without a pause, and fills no audit log', async () => {
    const { world, alder, mallory, withMallory } = story;
    const log = channelLogId({ origin: alder.did, channel: withMallory.did, epoch: 0 });
    const heads = Array.from({ length: 500 }, () => ({ log, seq: 1, head: genesisHead(log) }));
    world.network.join({ url: mallory.url, app: nodeThatAnswers(() => ({ results: [{ log, status: 'refused', code: 'gap' }], heads })) });
    const toMallory = () => world.network.sent.filter(({ address }) => address.url === mallory.url).length;
    const lines = async () => (await alder.context().database.read.selectFrom('audit_entries').select('seq').execute()).length;
    await alder.context().database.write(async ({ db }) => {
      const { number } = await db.selectFrom('logs').select('number').where('id', '=', log).executeTakeFirstOrThrow();
      const held = { held_seq: 2, held_head: genesisHead(log), held_at: '2026-11-23T12:00:00.000Z' };
      await db.insertInto('cursors').values({ node: mallory.did, log: number, ...held }).execute();
    });
    const before = { sent: toMallory(), lines: await lines() };
    world.advance(3_600_000);
    await waitUntil('Mallory was sent to', async () => toMallory() > before.sent);
    await turns(2_000);
    expect(toMallory() - before.sent).toBeLessThan(10);
    expect((await lines()) - before.lines).toBeLessThan(100);
    world.network.setReachable(mallory.url, false);
  });
});

describe('[THREAT-29] a partner that makes a log for every number there is', () => {
  it('gets none of them', async () => {
    const { alder, mallory, withMallory } = story;
    const logs = Array.from({ length: 40 }, (_, epoch) => channelLogId({ origin: mallory.did, channel: withMallory.did, epoch: epoch + 1 }));
    const pages = logs.map((id) => mallory.logOf(id).page({ type: 'Like', object: withMallory.post.did, content: '👍' }));
    const answer = await mallory.request(alder, envelope(pages));
    const stored = await alder.context().database.read.selectFrom('logs').select('id').where('id', 'in', logs).execute();
    expect(answer.text).toContain('not-found');
    expect(stored).toEqual([]);
  });
});

describe('[THREAT-30] a partner that sends much at once', () => {
  it('has a few deliveries at work, and is told to wait with the others', async () => {
    const { alder, mallory } = story;
    const answers = await Promise.all(Array.from({ length: 40 }, () => mallory.request(alder, envelope([]))));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, body, headers } of refused) expect({ status, code: body.code, wait: headers['retry-after'] }).toEqual({ status: 429, code: 'too-many-requests', wait: '1' });
    expect((await mallory.request(alder, envelope([]))).status).toBe(200);
  });

  it('is answered with heads at a measured rate', async () => {
    const { alder, mallory, log } = story;
    const ask = () => mallory.request(alder, envelope([], [{ log: log.id, seq: 0, head: genesisHead(log.id) }]));
    const counts = [];
    for (let asked = 0; asked < 30; asked += 1) counts.push((await ask()).body.heads.length);
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts.at(-1)).toBe(0);
  });
});

describe('[THREAT-52] a partner that lets many entries wait for one', () => {
  it('has so many of them tried in one unit of change, and the rest in others; all take effect in the end', async () => {
    const { alder, mallory, log, withMallory } = story;
    const parent = `${mallory.did}/objects/${uuid()}`;
    const note = (id: string, inReplyTo?: string) => {
      const object = { id, type: 'Note', attributedTo: mallory.boss, content: 'Me too', mediaType: 'text/markdown', context: withMallory.did, published: '2026-11-23T12:00:00.000Z' };
      return { type: 'Create', object: inReplyTo === undefined ? object : { ...object, inReplyTo } };
    };
    const replies = Array.from({ length: MAX_TRIED_PER_UNIT + 50 }, () => note(`${mallory.did}/objects/${uuid()}`, parent));
    expect((await mallory.deliver(alder, [log.page(...replies)])).text).toContain('"accepted"');
    const triedIn = async (db: Read, tries: number) => (await db.selectFrom('entry_faults').select('seq').where('code', '=', 'missing-parent').where('tries', '=', tries).execute()).length;
    const context = alder.context();
    expect(await triedIn(context.database.read, 1)).toBe(replies.length);

    const inFirstUnit = await context.database.write(async (tx) => {
      await settleWaiting(tx, context, { arrived: [parent], neighbours: neighboursOf(context) });
      return triedIn(tx.db, 2);
    });
    expect(inFirstUnit).toBe(MAX_TRIED_PER_UNIT);
    await waitUntil('all were tried', async () => (await triedIn(context.database.read, 2)) === replies.length);

    await alder.stop();
    await alder.start();
    const { read } = alder.context().database;
    await waitUntil('all were tried at start', async () => (await triedIn(read, 3)) === replies.length);
    expect((await mallory.deliver(alder, [log.page(note(parent))])).text).toContain('"accepted"');
    await waitUntil('all took effect', async () => (await read.selectFrom('objects').select('id').where('content', '=', 'Me too').execute()).length === replies.length + 1);
    expect(await read.selectFrom('entry_faults').select('seq').where('state', '=', 'pending').execute()).toEqual([]);
  });
});

describe('an activity of no known kind', () => {
  it('leaves nothing of its own choosing in the index of faults', async () => {
    const { alder, mallory, log } = story;
    const page = log.page({ type: 'Bite', object: { id: `${'x'.repeat(100_000)}\u0000`, type: 'Cat' } });
    const answer = await mallory.deliver(alder, [page]);
    expect(answer.text).toContain('"accepted"');
    const faults = await alder.context().database.read.selectFrom('entry_faults').select('about').where('code', '=', 'unknown-activity').execute();
    expect(faults).toEqual([{ about: '' }]);
  });
});
