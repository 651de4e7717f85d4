import { sign } from 'node:crypto';
import { contentDigest } from '@adjoin/protocol/signatures/digest';
import { ACTIVITY_STREAMS } from '@adjoin/protocol/vocabulary/objects';
import { createSignatureSync } from 'http-message-sig';
import { alder, birch, mallory, NOON_S, sixteenBytes, type Company } from '../cast.ts';
import { checkpointAt } from './log.ts';
import { alderChannelLog, alderPartnershipLog, type WrittenLog } from './log-entries.ts';
import { pairingRequestBody } from './pairing.ts';

const ACTIVITY_JSON = 'application/activity+json';
const BARE = ['@method', '@target-uri'];
const FULL = [...BARE, 'content-type', 'content-digest'];
const INBOX = 'https://birch.example/federation/v1/inbox';
/** When the receiver looks at its clock, in seconds since 1970. */
const NOW = NOON_S + 120;

type Field = [name: string, value: string];
type Sent = { readonly method: string; readonly targetUri: string; readonly headers: readonly Field[]; readonly body: string };
type Parameters = Readonly<Record<string, string | number | undefined>>;
type ToSign = {
  readonly method: string;
  readonly targetUri: string;
  readonly body?: string;
  readonly by?: Company;
  readonly fields?: readonly Field[];
  readonly components?: readonly string[];
  readonly parameters?: Parameters;
};

/** Signs just what it is told to, and shows the signature base (RFC 9421 §2.5). */
function signAnyhow({ method, targetUri, body = '', by = alder, fields = fieldsOf(body), components = body === '' ? BARE : FULL, parameters = {} }: ToSign): { sent: Sent; base: string } {
  let base = '';
  const { signature, signatureInput } = createSignatureSync(
    { kind: 'request', method, targetUri, fields: fields.map(([name, value]) => ({ name, value })) },
    {
      label: 'adjoin',
      components,
      parameters: { created: NOW, expires: NOW + 300, nonce: sixteenBytes(0x0e), alg: 'ed25519', keyid: by.signing.kid, tag: 'adjoin', ...parameters },
      signer: {
        algorithm: typeof parameters['alg'] === 'string' ? parameters['alg'] : 'ed25519',
        sign: (bytes) => {
          base = Buffer.from(bytes).toString();
          return sign(null, bytes, by.signing.key);
        },
      },
    },
  );
  return { sent: { method, targetUri, headers: [...fields, ['signature-input', signatureInput], ['signature', signature]], body }, base };
}

function fieldsOf(body: string): Field[] {
  return body === '' ? [] : [['content-type', ACTIVITY_JSON], ['content-digest', contentDigest(Buffer.from(body))]];
}

/** Signed requests in full, and requests that are refused (rules SIG-1 … SIG-10). */
export function renderRequests(): object {
  const log = encodeURIComponent(alderChannelLog().id);
  const pull = `https://alder.example/federation/v1/pages?log=${log}&after=4`;
  const accept = (name: string, toSign: ToSign): object => {
    const { sent, base } = signAnyhow(toSign);
    return { rule: 'SIG-1', name, ...sent, now: NOW, keyId: (toSign.by ?? alder).signing.kid, signatureBase: base };
  };
  return {
    description:
      '`now` is the receiver\'s clock, in seconds since 1970. Its address is the origin of `targetUri`, as it was sent or as it was tampered with. ' +
      'It has pinned the keys of Alder and Birch (keys.json); a pairing request is verified by the keys of the document inside.',
    accepted: [
      accept("a delivery: Alder's partnership and channel logs", { method: 'POST', targetUri: INBOX, body: deliveryBody([alderPartnershipLog(), alderChannelLog()]) }),
      accept('heads only', { method: 'POST', targetUri: INBOX, body: headsBody() }),
      accept('a pull', { method: 'GET', targetUri: pull, by: birch }),
      accept('a pairing request', { method: 'POST', targetUri: 'https://alder.example/federation/v1/pairings', body: pairingRequestBody(), by: birch }),
      accept('components in another order, and a second digest', {
        method: 'POST', targetUri: INBOX, body: '{}', components: FULL.toReversed(),
        fields: [['content-type', ACTIVITY_JSON], ['content-digest', `unixsum=1, ${contentDigest(Buffer.from('{}'))}`]],
      }),
    ],
    refused: [...refusedCoverage(), ...refusedKeys(), ...refusedTimes(), ...refusedTampering()],
  };
}

/** One page each of the first entries of these logs. */
function deliveryBody(logs: readonly WrittenLog[]): string {
  const items = logs.map((log) => pageOf(log, 3));
  return JSON.stringify({ '@context': ACTIVITY_STREAMS, type: 'Collection', items, heads: [] });
}

/** The first page of a log of Alder's. */
export function pageOf(log: WrittenLog, lastSeq: number): object {
  const orderedItems = log.entries.slice(0, lastSeq).map(({ header, salt, payload }) => ({ header, salt, payload }));
  return { type: 'OrderedCollectionPage', partOf: log.id, startIndex: 1, orderedItems, checkpoint: checkpointAt(log, lastSeq) };
}

function headsBody(): string {
  const { id, end } = alderChannelLog();
  return JSON.stringify({ '@context': ACTIVITY_STREAMS, type: 'Collection', items: [], heads: [{ log: id, ...end }] });
}

type Refused = Sent & { readonly rule: string; readonly name: string; readonly now: number; readonly status: 401; readonly code: string };

const post = (): ToSign => ({ method: 'POST', targetUri: INBOX, body: headsBody() });
const refuse = (rule: string, name: string, { sent, now = NOW, code }: { sent: Sent; now?: number; code: string }): Refused => ({ rule, name, ...sent, now, status: 401, code });

function refusedCoverage(): Refused[] {
  const code = 'coverage';
  const with_ = (rule: string, name: string, changes: Partial<ToSign>): Refused => refuse(rule, name, { sent: signAnyhow({ ...post(), ...changes }).sent, code });
  const { sent: good } = signAnyhow(post());
  return [
    ...FULL.map((left) => with_('SIG-1', `${left} is not covered`, { components: FULL.filter((name) => name !== left) })),
    with_('SIG-1', 'something else is covered too', { components: [...FULL, '@authority'] }),
    ...['created', 'expires', 'nonce', 'alg', 'keyid', 'tag'].map((left) => with_('SIG-2', `no ${left}`, { parameters: { [left]: undefined } })),
    with_('SIG-2', 'another tag', { parameters: { tag: 'web-bot-auth' } }),
    with_('SIG-2', 'a parameter too many', { parameters: { scope: 'all' } }),
    with_('SIG-4', 'a life of 301 seconds', { parameters: { expires: NOW + 301 } }),
    with_('SIG-4', 'a life of nothing', { parameters: { expires: NOW } }),
    with_('SIG-5', 'a nonce too short', { parameters: { nonce: 'fifteen-letters' } }),
    with_('SIG-5', 'a nonce of other characters', { parameters: { nonce: 'sixteen+letters/=' } }),
    with_('SIG-6', 'no digest that counts', { fields: [['content-type', ACTIVITY_JSON], ['content-digest', 'md5=:AAAA:']] }),
    with_('SIG-6', 'the digest of another body, signed', { fields: [['content-type', ACTIVITY_JSON], ['content-digest', contentDigest(Buffer.from('{}'))]] }),
    refuse('SIG-6', 'another body than was signed', { sent: { ...good, body: '{}' }, code }),
    refuse('SIG-10', 'no signature at all', { sent: { ...good, headers: good.headers.filter(([name]) => !name.startsWith('signature')) }, code }),
  ];
}

function refusedKeys(): Refused[] {
  const { sent: good } = signAnyhow(post());
  const identityKid = `${alder.did}#${alder.did.slice('did:key:'.length)}`;
  return [
    refuse('SIG-3', 'a key that nobody pinned', { sent: signAnyhow({ ...post(), by: mallory }).sent, code: 'unknown-key' }),
    refuse('SIG-3', 'the identity key', { sent: signAnyhow({ ...post(), parameters: { keyid: identityKid } }).sent, code: 'unknown-key' }),
    refuse('SIG-3', "another node's key under this one's name", { sent: signAnyhow({ ...post(), by: mallory, parameters: { keyid: alder.signing.kid } }).sent, code: 'invalid-signature' }),
    refuse('SIG-2', 'another algorithm', { sent: signAnyhow({ ...post(), parameters: { alg: 'hmac-sha256' } }).sent, code: 'invalid-signature' }),
    refuse('SIG-9', 'two signatures', { sent: withTwo(good), code: 'invalid-signature' }),
    refuse('SIG-9', 'fields too long', { sent: { ...good, headers: good.headers.map(([name, value]) => (name === 'content-digest' ? [name, `${value}, x="${'a'.repeat(4096)}"`] : [name, value])) }, code: 'invalid-signature' }),
  ];
}

function withTwo(good: Sent): Sent {
  const twice = (value: string): string => `${value}, b${value.slice('adjoin'.length)}`;
  return { ...good, headers: good.headers.map(([name, value]) => (name.startsWith('signature') ? [name, twice(value)] : [name, value])) };
}

function refusedTimes(): Refused[] {
  const { sent: good } = signAnyhow(post());
  const ahead = signAnyhow({ ...post(), parameters: { created: NOW + 301, expires: NOW + 600 } }).sent;
  return [
    refuse('SIG-8', 'a second after it expired', { sent: good, now: NOW + 301, code: 'stale' }),
    refuse('SIG-8', 'a year later', { sent: good, now: NOW + 366 * 86_400, code: 'stale' }),
    refuse('SIG-8', 'a clock 301 seconds ahead', { sent: ahead, code: 'clock-skew' }),
  ];
}

function refusedTampering(): Refused[] {
  const { sent: good } = signAnyhow(post());
  const code = 'invalid-signature';
  const tampered: [rule: string, name: string, sent: Sent][] = [
    ['SIG-7', 'another path', { ...good, targetUri: `${INBOX}es` }],
    ['SIG-7', 'a query', { ...good, targetUri: `${INBOX}?a=1` }],
    ['SIG-7', 'another host', { ...good, targetUri: INBOX.replace('birch', 'cedar') }],
    ['SIG-1', 'another method', { ...good, method: 'PUT' }],
    ['SIG-1', 'another content type', { ...good, headers: good.headers.map(([name, value]) => [name, name === 'content-type' ? 'application/json' : value]) }],
    ['SIG-10', 'another nonce', { ...good, headers: good.headers.map(([name, value]) => [name, name === 'signature-input' ? value.replace(sixteenBytes(0x0e), sixteenBytes(0x0f)) : value]) }],
    ['SIG-10', 'a flipped bit', { ...good, headers: good.headers.map(([name, value]) => [name, name === 'signature' ? flipped(value) : value]) }],
  ];
  return tampered.map(([rule, name, sent]) => refuse(rule, name, { sent, code }));
}

function flipped(signature: string): string {
  return signature.replace(/:(.)/, (_, first: string) => (first === 'A' ? ':B' : ':A'));
}
