import { instant, readStatement, state } from './identity.ts';
import { openLog, pageAfter, take, type Page } from './logs.ts';
import { partnerOf, type OtherNode, type WireAnswer } from './other-node.ts';
import { answerPairing } from './pairing.ts';
import { checkWire, signWire, type Wire } from './signed-requests.ts';

type Results = { readonly results: readonly { readonly log: string; readonly status: string; readonly code?: string; readonly receipt?: string }[] };

type Head = { readonly log: string; readonly seq: number };

const CONTEXT = 'https://www.w3.org/ns/activitystreams';

/** Sends what the partner has not signed for yet, and believes its receipts only (rules REP-2, REP-7). */
export async function deliver(node: OtherNode): Promise<Results['results']> {
  const { identity, own, held } = node;
  const waiting = [...own.values()].filter(({ id, items }) => items.length > (held.get(id) ?? 0));
  const pages = await Promise.all(waiting.map((log) => pageAfter(log, held.get(log.id) ?? 0, identity)));
  const body = JSON.stringify({ '@context': CONTEXT, type: 'Collection', items: pages, heads: [] });
  const { results } = JSON.parse(await ask(node, { method: 'POST', path: '/federation/v1/inbox', body })) as Results;
  for (const { log, receipt } of results) {
    if (receipt === undefined) continue;
    const { seq } = await readStatement<{ seq: number }>(receipt, 'adjoin-receipt+jws', partnerOf(node));
    held.set(log, seq);
  }
  return results;
}

/** Asks the partner for a page of one of its logs (rule REP-11). */
export async function pull(node: OtherNode, log: string, after: number): Promise<Page[]> {
  const path = `/federation/v1/pages?log=${encodeURIComponent(log)}&after=${after}`;
  return (JSON.parse(await ask(node, { method: 'GET', path, body: '' })) as { items: Page[] }).items;
}

/** Tells the partner what we hold (rule REP-9). */
export async function tellHeads(node: OtherNode): Promise<void> {
  const body = JSON.stringify({ '@context': CONTEXT, type: 'Collection', items: [], heads: headsOf(node) });
  await ask(node, { method: 'POST', path: '/federation/v1/inbox', body });
}

async function ask(node: OtherNode, { method, path, body }: { method: string; path: string; body: string }): Promise<string> {
  const answer = await node.carry(signWire(node.identity, { method, url: `${partnerOf(node).addresses[0]?.url}${path}`, body }));
  if (answer.status !== 200) throw new Error(answer.body);
  return answer.body;
}

/** Answers a request of another node (rule SRV-1). */
export async function serve(node: OtherNode, wire: Wire): Promise<WireAnswer> {
  const { pathname, searchParams } = new URL(wire.url);
  if (pathname === '/federation/v1/pairings') return answerPairing(node, wire);
  if (node.partner === undefined) return { status: 401, body: '{"code":"not-paired"}' };
  await checkWire(wire, node.partner);
  return pathname === '/federation/v1/inbox' ? receive(node, wire.body) : givePages(node, searchParams);
}

async function receive(node: OtherNode, body: string): Promise<WireAnswer> {
  const { identity, foreign } = node;
  const { items, heads } = JSON.parse(body) as { items: Page[]; heads: Head[] };
  const results = [];
  for (const page of items) {
    const log = foreign.get(page.partOf) ?? openLog(page.partOf);
    if (page.startIndex > log.items.length + 1) {
      results.push({ log: log.id, status: 'deferred', code: 'gap' });
      continue;
    }
    await take(log, page, partnerOf(node));
    foreign.set(log.id, log);
    const statement = { log: log.id, seq: log.items.length, head: log.head, time: instant() };
    results.push({ log: log.id, status: 'accepted', receipt: await state('adjoin-receipt+jws', statement, identity) });
  }
  const told = heads.length === 0 ? [] : headsOf(node);
  await fetchWhatWeLack(node, heads);
  return { status: 200, body: JSON.stringify({ results, heads: told }) };
}

/** Pulls the partner's logs that have grown beyond what we hold, and those that we hold nothing of (rule REP-9). */
async function fetchWhatWeLack(node: OtherNode, heads: readonly Head[]): Promise<void> {
  for (const { log: id, seq } of heads) {
    const log = node.foreign.get(id) ?? openLog(id);
    if (!id.startsWith(`${partnerOf(node).id}/`) || seq <= log.items.length) continue;
    for (const page of await pull(node, id, log.items.length)) await take(log, page, partnerOf(node));
    node.foreign.set(id, log);
  }
}

function headsOf({ own, foreign }: OtherNode): object[] {
  return [...own.values(), ...foreign.values()].map(({ id, items, head }) => ({ log: id, seq: items.length, head }));
}

async function givePages({ own, identity }: OtherNode, query: URLSearchParams): Promise<WireAnswer> {
  const log = own.get(query.get('log') ?? '');
  if (log === undefined) return { status: 404, body: '{"code":"not-found"}' };
  const after = Number(query.get('after'));
  const items = after < log.items.length ? [await pageAfter(log, after, identity)] : [];
  return { status: 200, body: JSON.stringify({ '@context': CONTEXT, type: 'Collection', items, heads: [] }) };
}
