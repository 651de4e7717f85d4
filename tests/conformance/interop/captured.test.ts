import type { KeyObject } from 'node:crypto';
import { systemClock } from '@adjoin/node/adapters/system-clock';
import type { Delivery } from '@adjoin/node/features/replication/delivery';
import type { OutgoingRequest } from '@adjoin/node/ports/transport';
import { createInjectNetwork } from '@adjoin/node/testing/inject-transport';
import { actorDocument, actorKeyId } from '@adjoin/protocol/integrity/actor-document';
import { activeKeys, verifyNodeDocument } from '@adjoin/protocol/pairing/node-document';
import { contentDigest } from '@adjoin/protocol/signatures/digest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundCompany, type Company } from '../../scenarios/world/company.ts';
import { openChannel, pair, share } from '../../scenarios/world/partnerships.ts';
import { waitUntil } from '../../world/wait-until.ts';
import { proofJudges, proofVerdictOf, type JsonObject, type ProofJudge } from './proof-judges.ts';
import { publish } from './published-documents.ts';
import { ourJudge, requestJudges, verdictOf, type RequestJudge, type SentRequest } from './request-judges.ts';

/** Two companies who read the real clock, since two of the judges do. */
const network = createInjectNetwork();
const found = (name: string): Promise<Company> => foundCompany({ name, dialect: 'sqlite', clock: systemClock, network });
let alder: Company;
let birch: Company;
let exported: { object: JsonObject; actor: JsonObject }[];

beforeAll(async () => {
  [alder, birch] = await Promise.all([found('Alder'), found('Birch')]);
  await pair(alder, birch);
  const atAlder = await openChannel(alder, 'Spare parts');
  const atBirch = await share(alder, birch, { channelId: atAlder });
  const first = await alder.ask('POST', `/v1/channels/${atAlder}/posts`, { text: 'Prices *as agreed*: 12.50 € 😀\n- "quoted"\u2028\\' });
  const edited = await alder.ask('POST', `/v1/channels/${atAlder}/posts`, { text: 'Two palets' });
  await alder.send('PATCH', `/v1/posts/${edited.id}`, { body: { text: 'Two pallets' }, headers: { 'if-match': '"1"' } });
  const inTheirs = await waitUntil('the posts arrive', async () => {
    const { data } = await birch.ask('GET', `/v1/channels/${atBirch}/posts`);
    return data.find(({ text }: { text: string }) => text === 'Two pallets');
  });
  const reply = await birch.ask('POST', `/v1/channels/${atBirch}/posts`, { text: 'Thank you', in_reply_to: inTheirs.id });
  await waitUntil('the answer arrives', async () => (await alder.ask('GET', `/v1/channels/${atAlder}/posts`)).data.length === 3);
  await askForPages(birch, { from: alder, channelId: atBirch });
  const exportAt = (company: Company, id: string): Promise<{ object: JsonObject; actor: JsonObject }> => company.ask('GET', `/v1/posts/${id}/export`);
  exported = [await exportAt(alder, first.id), await exportAt(alder, edited.id), await exportAt(birch, reply.id)];
});
afterAll(async () => {
  await alder.dispose();
  await birch.dispose();
});

/** Has a node ask for pages of a log, as it does when it learns that it lacks some. */
async function askForPages(company: Company, { from, channelId }: { from: Company; channelId: string }): Promise<void> {
  const { logs } = await company.ask('GET', `/v1/channels/${channelId}/digest`);
  const { log } = logs.find(({ log }: { log: string }) => log.startsWith(from.did));
  (company.context().delivery as Delivery).pull(from.did, [log]);
  await waitUntil('it asks', () => Promise.resolve(network.sent.some(({ method }) => method === 'GET')));
}

type Captured = { readonly request: SentRequest; readonly judges: Record<string, RequestJudge>; readonly byUs: RequestJudge };

/** What one company sent the other, with judges who know the sender by its published node document alone. */
function captured(from: Company, to: Company): Captured[] {
  const document = verifyNodeDocument(from.context().identity.documentJws);
  const [publicKey] = activeKeys(document).values() as Iterable<KeyObject> as [KeyObject];
  const places = { inbox: `${from.url}/federation/v1/inbox`, outbox: `${from.url}/federation/v1/pages` };
  const actor = actorDocument({ id: document.id, type: 'Organization', name: document.name, ...places, keys: [publicKey] });
  const signer = { keyId: actorKeyId(document.id, publicKey), publicKey, loadDocument: publish(actor).loadDocument, now: Math.floor(systemClock.now() / 1000) };
  const judges = requestJudges(signer);
  return network.sent.filter(({ address }) => address.url === to.url).map((request) => ({ request: asSent(request), judges, byUs: ourJudge(signer) }));
}

function asSent({ address, method, path, headers, body }: OutgoingRequest): SentRequest {
  return { method, url: `${address.url}${path}`, headers, body: body === undefined ? '' : Buffer.from(body).toString() };
}

const all = (): Captured[] => [...captured(alder, birch), ...captured(birch, alder)];

describe.each(['http-message-sig', 'http-message-signatures', 'Fedify'])('%s, given what two nodes sent each other,', (name) => {
  it('accepts every request', async () => {
    for (const { request, judges } of all()) expect(await judges[name]?.(request), `${request.method} ${request.url}`).toBe(true);
  });

  it('[THREAT-17] refuses each with another method, address, time, or body, as we do', async () => {
    for (const { request, judges, byUs } of all()) {
      for (const tampered of tamperings(request)) {
        expect(await verdictOf(judges[name] as RequestJudge, tampered), `${request.method} ${request.url}`).toBe(false);
        expect(await verdictOf(byUs, tampered)).toBe(false);
      }
    }
  });

  it('[THREAT-11] refuses each as one of the other company', async () => {
    const [[ours], [theirs]] = [captured(alder, birch), captured(birch, alder)];
    expect(await verdictOf(theirs?.judges[name] as RequestJudge, (ours as Captured).request)).toBe(false);
  });
});

function tamperings(request: SentRequest): SentRequest[] {
  const { method, url, headers } = request;
  const later = headers['signature-input']?.replace(/created=(\d+)/, (_, created) => `created=${Number(created) + 1}`) as string;
  const any = [{ ...request, method: method === 'GET' ? 'POST' : 'PUT' }, { ...request, url: `${url}s` }, { ...request, headers: { ...headers, 'signature-input': later } }];
  const other = '{"items":[]}';
  return method === 'GET' ? any : [...any, { ...request, body: other, headers: { ...headers, 'content-digest': contentDigest(Buffer.from(other)) } }];
}

it('is about all that nodes ever send each other', () => {
  const sent = [...new Set(all().map(({ request }) => `${request.method} ${new URL(request.url).pathname}`))];
  expect(sent.toSorted()).toEqual(['GET /federation/v1/pages', 'POST /federation/v1/inbox', 'POST /federation/v1/pairings']);
});

describe.each(['Digital Bazaar', 'Fedify'])('%s, given exported posts and their authors,', (name) => {
  const judge = (document: JsonObject, actor: JsonObject): Promise<boolean> => proofVerdictOf(proofJudges(publish(actor))[name] as ProofJudge, document);

  it('accepts a post, an edited one, and a partner’s answer from the partner', async () => {
    for (const { object, actor } of exported) expect(await judge(object, actor)).toBe(true);
  });

  it('[THREAT-14] refuses them altered', async () => {
    const [{ object, actor }, { object: another }] = exported as [{ object: JsonObject; actor: JsonObject }, { object: JsonObject }];
    const alterations: JsonObject[] = [
      { ...object, content: 'Prices as *not* agreed' },
      { ...object, published: '2026-01-01T00:00:00.000Z' },
      { ...object, inReplyTo: another['id'] },
      { ...object, to: 'https://www.w3.org/ns/activitystreams#Public' },
      { ...object, proof: another['proof'] },
      { ...object, proof: undefined },
    ];
    for (const altered of alterations) expect(await judge(JSON.parse(JSON.stringify(altered)), actor)).toBe(false);
  });

  it('[THREAT-15] refuses one beside the other company’s author', async () => {
    expect(await judge((exported[0] as { object: JsonObject }).object, (exported[2] as { actor: JsonObject }).actor)).toBe(false);
  });
});
