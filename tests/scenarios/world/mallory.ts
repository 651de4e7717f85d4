import { randomBytes } from 'node:crypto';
import { ACTIVITY_JSON } from '@adjoin/node/http/signed-request';
import type { Clock } from '@adjoin/node/ports/clock';
import { instantOf } from '@adjoin/node/ports/clock';
import { didKeyOf, encodeMultikey } from '@adjoin/protocol/identifiers/did-key';
import { activityId, channelLogId, partnershipLogId, personDid } from '@adjoin/protocol/identifiers/ids';
import { signCheckpoint, type Checkpoint } from '@adjoin/protocol/log/checkpoint';
import { genesis, writeEntry, type Entry, type Position } from '@adjoin/protocol/log/entry';
import type { EntryKind } from '@adjoin/protocol/log/header';
import type { LogPage } from '@adjoin/protocol/log/page';
import { signNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { keyPairFromSeed, rawPublicKey, thumbprint } from '@adjoin/protocol/signatures/ed25519';
import { signRequest, type RequestToSign } from '@adjoin/protocol/signatures/http-request';
import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import type { Company, Reply } from './company.ts';

export const uuid = (): string => `01999999-0000-7000-8000-${randomBytes(6).toString('hex')}`;

type Rewrite = (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;

/** What of a request is not as an honest node would have it. */
export type Forgery = {
  readonly method?: 'GET' | 'POST';
  readonly path?: string;
  /** What is signed in place of what is sent. */
  readonly signing?: Partial<RequestToSign>;
  /** Replaces or, where undefined, removes header fields after signing. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Alters the header fields after signing. */
  readonly rewrite?: Rewrite;
  /** Sent in place of the body that was signed. */
  readonly sending?: string | Buffer;
};

export type Activity = { readonly type: string } & Readonly<Record<string, unknown>>;

/** One of Mallory's logs at a company. It grows by the pages that the company took. */
export type HandLog = {
  readonly id: string;
  /** The page that follows what was kept, with these activities; a text is taken as the payload it is. */
  readonly page: (...activities: readonly (Activity | string)[]) => LogPage;
  readonly keep: (page: LogPage) => void;
  /** The id of the activity that is `offset` places ahead. */
  readonly nextId: (offset?: number) => string;
};

/** A company with real keys that writes its requests by hand: it can sign anything, with its own key. */
export type Mallory = {
  readonly did: string;
  readonly kid: string;
  readonly url: string;
  readonly key: RequestToSign['key'];
  readonly boss: string;
  readonly documentWith: (changes?: Partial<NodeDocument>) => string;
  readonly checkpoint: (claims: Omit<Checkpoint, 'time' | 'seen'> & Partial<Checkpoint>) => string;
  readonly channelLog: (channelDid: string) => HandLog;
  readonly partnershipLog: (company: Company) => HandLog;
  /** A channel's log of any name. */
  readonly logOf: (id: string) => HandLog;
  /** Signs and sends a request to a company. */
  readonly request: (company: Company, body: string | Buffer | undefined, forgery?: Forgery) => Promise<Reply>;
  readonly deliver: (company: Company, items: readonly unknown[], forgery?: Forgery) => Promise<Reply>;
  /** Asks for a page of a company's log. */
  readonly pull: (company: Company, log: string, after?: number) => Promise<Reply>;
};

export function envelope(items: readonly unknown[], heads: readonly unknown[] = []): string {
  return JSON.stringify({ '@context': ACTIVITY_STREAMS, type: 'Collection', items, heads });
}

export function createMallory(clock: Clock, name = 'Mallory'): Mallory {
  const [identity, operational] = [keyPairFromSeed(randomBytes(32)), keyPairFromSeed(randomBytes(32))];
  const did = didKeyOf(identity.publicKey);
  const kid = `${did}#${thumbprint(operational.publicKey)}`;
  const url = `https://${name.toLowerCase()}.example`;
  const boss = personDid(did, uuid());
  const now = (): string => instantOf(clock.now());
  const document: NodeDocument = {
    id: did, name, version: 1, updated: now(), addresses: [{ url }],
    keys: [{ id: kid, publicKeyMultibase: encodeMultikey(rawPublicKey(operational.publicKey)), status: 'active' }],
  };
  const signing = { kid, key: operational.privateKey };
  const checkpoint: Mallory['checkpoint'] = (claims) => signCheckpoint({ time: now(), seen: [], ...claims }, signing);
  const logs = new Map<string, HandLog>();
  const openLog = (id: string, kind: EntryKind): HandLog => {
    const log = logs.get(id) ?? createHandLog({ id, kind, boss, now, checkpoint });
    logs.set(id, log);
    return log;
  };
  const request = createRequest({ clock, kid, key: operational.privateKey });
  return {
    did, kid, url, key: operational.privateKey, boss, checkpoint, request,
    documentWith: (changes = {}) => signNodeDocument({ ...document, ...changes }, identity.privateKey),
    channelLog: (channel) => openLog(channelLogId({ origin: did, channel, epoch: 0 }), 'object'),
    logOf: (id) => openLog(id, 'object'),
    partnershipLog: (company) => openLog(partnershipLogId({ origin: did, partner: company.did, epoch: 0 }), 'partnership'),
    deliver: async (company, items, forgery) => {
      const reply = await request(company, envelope(items), forgery);
      const taken = (reply.body?.results ?? []).filter(({ status }: { status: string }) => status === 'accepted').map(({ log }: { log: string }) => log);
      for (const page of items as LogPage[]) if (taken.includes(page.partOf)) logs.get(page.partOf)?.keep(page);
      return reply;
    },
    pull: (company, log, after = 0) => request(company, undefined, { method: 'GET', path: `/federation/v1/pages?log=${encodeURIComponent(log)}&after=${after}` }),
  };
}

type Hand = { readonly clock: Clock; readonly kid: string; readonly key: RequestToSign['key'] };

const unchanged: Rewrite = (headers) => headers;

function createRequest({ clock, kid, key }: Hand): Mallory['request'] {
  return (company, body, { method = 'POST', path = '/federation/v1/inbox', signing = {}, headers = {}, rewrite = unchanged, sending }: Forgery = {}) => {
    const created = Math.floor(clock.now() / 1000);
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const signed = signRequest({
      method, targetUri: `${company.url}${path}`, contentType: ACTIVITY_JSON, body: bytes, keyId: kid, key, created,
      nonce: randomBytes(16).toString('base64url'), tag: 'adjoin', ...signing, expires: signing.expires ?? (signing.created ?? created) + 300,
    });
    const given = Object.entries({ ...rewrite(signed.headers), ...headers }).filter((field): field is [string, string] => field[1] !== undefined);
    const raw = sending === undefined ? bytes : Buffer.from(sending);
    return company.send(method, path, { as: 'nobody', headers: Object.fromEntries(given), from: '198.51.100.9', ...(raw === undefined ? {} : { raw }) });
  };
}

type Writing = { readonly id: string; readonly kind: EntryKind; readonly boss: string; readonly now: () => string; readonly checkpoint: Mallory['checkpoint'] };

function createHandLog({ id, kind, boss, now, checkpoint }: Writing): HandLog {
  let kept = genesis(id);
  const positions = new WeakMap<LogPage, Position>();

  function write(draft: Activity | string, after: Position): { entry: Entry; position: Position } {
    const payload = typeof draft === 'string' ? draft : JSON.stringify({ '@context': ACTIVITY_STREAMS, id: activityId(id, after.seq + 1), actor: boss, published: now(), ...draft });
    return writeEntry({ log: id, after, time: now(), actor: 'A'.repeat(16), kind, salt: randomBytes(16).toString('base64url'), payload });
  }

  return {
    id,
    page: (...activities) => {
      let position = kept;
      const orderedItems = activities.map((activity) => {
        const written = write(activity, position);
        position = written.position;
        return written.entry;
      });
      const page = { type: 'OrderedCollectionPage' as const, partOf: id, startIndex: kept.seq + 1, orderedItems, checkpoint: checkpoint({ log: id, ...position }) };
      positions.set(page, position);
      return page;
    },
    keep: (page) => void (kept = positions.get(page) ?? kept),
    nextId: (offset = 0) => activityId(id, kept.seq + 1 + offset),
  };
}
