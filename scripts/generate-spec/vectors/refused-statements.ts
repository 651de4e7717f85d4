import { sign } from 'node:crypto';
import { MAX_SEEN_HEADS, signCheckpoint, signReceipt } from '@adjoin/protocol/log/checkpoint';
import { signNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { alder, birch, mallory, NOON } from '../cast.ts';
import { statusOf } from '../status-of.ts';
import { alderChannelLog, birchChannelLog } from './log-entries.ts';
import { checkpointOfAlder, receiptOfBirch } from './statements.ts';

type Case = readonly [rule: string, name: string, jws: string, code?: string];

const CHECKPOINT = 'adjoin-checkpoint+jws';
const NODE = 'adjoin-node+jws';

/** Signs header and payload as they are given, however wrong. */
function signText(header: string, payload: string, key = alder.signing.key): string {
  const input = [header, payload].map((text) => Buffer.from(text).toString('base64url')).join('.');
  return `${input}.${sign(null, Buffer.from(input), key).toString('base64url')}`;
}

/** Statements that are refused by whoever has pinned Alder's and Birch's keys, and nobody else's. */
export function renderRefusedStatements(): object {
  return {
    description: "The reader has pinned the operational keys of Alder and Birch. It expects a statement of the type `typ`, and refuses with the status and code.",
    refused: [
      ...describeCases(CHECKPOINT, [...refusedAsJws(), ...refusedAsCheckpoint()]),
      ...describeCases(NODE, refusedAsDocument()),
    ],
  };
}

function describeCases(typ: string, cases: readonly Case[]): object[] {
  return cases.map(([rule, name, jws, code = 'invalid-signature']) => ({ rule, name, typ, jws, status: statusOf(code), code }));
}

function refusedAsJws(): Case[] {
  const payload = JSON.stringify(checkpointOfAlder());
  const headerWith = (changes: object): string => JSON.stringify({ kid: alder.signing.kid, typ: CHECKPOINT, alg: 'EdDSA', ...changes });
  const good = signText(headerWith({}), payload);
  const [head = '', middle = '', signature = ''] = good.split('.');
  const last = signature.at(-1) ?? '';
  const stray = `${signature.slice(0, -1)}${String.fromCodePoint((last.codePointAt(0) ?? 0) + 1)}`;
  return [
    ['JWS-1', 'alg none', `${Buffer.from(headerWith({ alg: 'none' })).toString('base64url')}.${middle}.`],
    ['JWS-1', 'another alg', signText(headerWith({ alg: 'Ed25519' }), payload)],
    ['JWS-1', 'crit', signText(headerWith({ crit: ['b64'], b64: false }), payload)],
    ['JWS-1', 'a key in the header', signText(headerWith({ jwk: { kty: 'OKP' } }), payload)],
    ['JWS-1', 'no kid', signText(headerWith({ kid: undefined }), payload)],
    ['JWS-2', 'a receipt instead', signReceipt(receiptOfBirch(), birch.signing)],
    ['JWS-2', 'no typ', signText(headerWith({ typ: undefined }), payload)],
    ['JWS-3', 'padding', `${head}.${middle}.${signature}==`],
    ['JWS-3', 'another alphabet', `${head}.${middle}.${Buffer.from(signature, 'base64url').toString('base64')}`],
    ['JWS-3', 'stray bits at the end', `${head}.${middle}.${stray}`],
    ['JWS-3', 'four parts', `${good}.AAAA`],
    ['JWS-3', 'two parts', `${head}.${middle}`],
    ['JWS-4', 'a member twice in the header', signText(headerWith({}).replace('{', '{"typ":"x",'), payload), 'duplicate-member'],
    ['JWS-4', 'a member twice in the payload', signText(headerWith({}), payload.replace('{', '{"seq":1,')), 'duplicate-member'],
    ['JWS-5', 'a key that nobody pinned', signText(headerWith({ kid: mallory.signing.kid }), payload, mallory.signing.key), 'unknown-key'],
    ['JWS-5', 'signed by another key than it says', signText(headerWith({}), payload, mallory.signing.key)],
    ['JWS-5', 'another payload under the same signature', `${head}.${Buffer.from(payload.replace('"seq":16', '"seq":17')).toString('base64url')}.${signature}`],
  ];
}

function refusedAsCheckpoint(): Case[] {
  const good = checkpointOfAlder();
  const { id, end } = birchChannelLog();
  const tooMany = Array.from({ length: MAX_SEEN_HEADS + 1 }, () => ({ log: id, ...end }));
  const invalid = (rule: string, name: string, payload: object): Case => [rule, name, signCheckpoint(payload as typeof good, alder.signing), 'invalid-statement'];
  return [
    ['LOG-11', "Birch vouches for Alder's log", signCheckpoint(good, birch.signing), 'actor-mismatch'],
    invalid('JWS-4', 'a member too many', { ...good, note: '' }),
    invalid('JWS-4', 'a member missing', { ...good, seen: undefined }),
    invalid('LOG-4', 'a time without milliseconds', { ...good, time: '2026-11-23T12:01:00Z' }),
    invalid('LOG-2', 'a hash with stray bits', { ...good, head: `${alderChannelLog().end.head.slice(0, 42)}B` }),
    invalid('LOG-12', 'more seen heads than allowed', { ...good, seen: tooMany }),
  ];
}

function refusedAsDocument(): Case[] {
  const { document, identity } = alder;
  const [key] = document.keys as [NodeDocument['keys'][number]];
  const [foreignKey] = mallory.document.keys as [NodeDocument['keys'][number]];
  const kid = `${alder.did}#${alder.did.slice('did:key:'.length)}`;
  const signAs = (header: object, payload: object, by = identity.privateKey): string => signText(JSON.stringify({ kid, typ: NODE, alg: 'EdDSA', ...header }), JSON.stringify(payload), by);
  const signChanged = (changes: object): string => signNodeDocument({ ...document, ...changes }, identity.privateKey);
  const invalid = (rule: string, name: string, changes: object): Case => [rule, name, signChanged(changes), 'invalid-node-document'];
  return [
    ['NODE-2', 'signed by an operational key', signAs({ kid: alder.signing.kid }, document, alder.signing.key), 'unknown-key'],
    ['NODE-2', "signed by somebody else under this node's name", signAs({}, document, mallory.identity.privateKey), 'invalid-signature'],
    ['NODE-2', 'a document of another node, under its own name', signAs({}, mallory.document), 'actor-mismatch'],
    ['NODE-4', "another node's key under that node's id", signChanged({ keys: [foreignKey] }), 'actor-mismatch'],
    ['NODE-4', "another node's key under this node's id", signChanged({ keys: [{ ...key, publicKeyMultibase: foreignKey.publicKeyMultibase }] }), 'actor-mismatch'],
    invalid('NODE-1', 'no keys', { keys: [] }),
    invalid('NODE-1', 'version 0', { version: 0 }),
    invalid('NODE-1', 'a member too many', { inbox: 'https://alder.example/inbox' }),
    invalid('NODE-1', 'a name of two lines', { name: 'Alder\nBirch' }),
    invalid('NODE-3', 'an address with a path', { addresses: [{ url: 'https://alder.example/adjoin' }] }),
    invalid('NODE-3', 'an address with credentials', { addresses: [{ url: 'https://ada@alder.example' }] }),
    invalid('NODE-3', 'an address in another spelling', { addresses: [{ url: 'https://Alder.example:443' }] }),
    invalid('NODE-3', 'another scheme', { addresses: [{ url: 'ftp://alder.example' }] }),
    invalid('NODE-4', 'a good checkpoint of a key that was not compromised', { keys: [{ ...key, lastGoodCheckpoint: 'x' }] }),
    invalid('NODE-1', 'an update that is no instant', { updated: NOON.replace('.000', '') }),
  ];
}
