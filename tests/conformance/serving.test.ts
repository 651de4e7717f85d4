import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVectors } from './read-spec.ts';
import { openVectorBirch, type VectorBirch } from './vector-birch.ts';

type Log = { id: string };
const { logs } = readVectors('log') as { logs: [alder: Log, birch: Log, alderPartnership: Log, birchPartnership: Log] };
const { held } = readVectors('refused-pages') as { held: object };

const PAGES = '/federation/v1/pages';
const BODY = '{"@context":"https://www.w3.org/ns/activitystreams","type":"Collection","items":[],"heads":[]}';
const pagesOf = (log: string, after: number | string = 0): string => `${PAGES}?log=${encodeURIComponent(log)}&after=${after}`;

describe('what a node serves to others', () => {
  let birch: VectorBirch;
  beforeAll(async () => {
    birch = await openVectorBirch();
  });
  afterAll(() => birch.node.dispose());

  const send = (headers: Record<string, string>, payload: string | Buffer = BODY) => birch.node.inject({ method: 'POST', url: '/federation/v1/inbox', headers, payload });
  const refusal = (answer: { statusCode: number; json: () => { code: string } }): [number, string] => [answer.statusCode, answer.json().code];

  it.each([
    ['JSON of no kind', { 'content-type': 'application/json' }],
    ['a parameter', { 'content-type': 'application/activity+json; charset=utf-8' }],
    ['another case', { 'content-type': 'Application/activity+json' }],
    ['a blank', { 'content-type': ' application/activity+json\t;' }],
    ['no type', {}],
  ])('[SRV-3] refuses another media type: %s', async (_name, headers) => {
    expect(refusal(await send(headers))).toEqual([415, 'unsupported-media-type']);
  });

  it.each(['gzip', 'br', 'identity'])('[SRV-4] refuses a body that is encoded: %s', async (encoding) => {
    expect(refusal(await send({ 'content-type': 'application/activity+json', 'content-encoding': encoding }))).toEqual([415, 'unsupported-media-type']);
  });

  it('[REP-4] takes a body of 1 MiB, and refuses one byte more before it looks at the signature', async () => {
    const fill = (bytes: number): Buffer => Buffer.from(BODY.padEnd(bytes));
    expect((await birch.send('POST', '/federation/v1/inbox', fill(1_048_576))).statusCode).toBe(200);
    expect(refusal(await send({ 'content-type': 'application/activity+json' }, fill(1_048_577)))).toEqual([413, 'payload-too-large']);
  });

  it('[SRV-5] refuses a pairing request of more than 65,536 bytes', async () => {
    const answer = await birch.send('POST', '/federation/v1/pairings', '{}'.padEnd(65_537));
    expect(refusal(answer)).toEqual([413, 'payload-too-large']);
  });

  it.each([
    ['no delivery', '{}', 'invalid-delivery'],
    ['a member too many', BODY.replace('{', '{"id":"x",'), 'invalid-delivery'],
    ['another context', BODY.replace('activitystreams', 'activitystreams/'), 'invalid-delivery'],
    ['a member twice', BODY.replace('{', '{"type":"x",'), 'duplicate-member'],
    ['no JSON', '{', 'invalid-json'],
  ])('[REP-2] refuses %s', async (_name, body, code) => {
    expect(refusal(await birch.send('POST', '/federation/v1/inbox', body))).toEqual([400, code]);
  });

  it('[REP-2] refuses more pages and more heads than allowed', async () => {
    const head = { log: logs[0].id, seq: 1, head: 'A'.repeat(43) };
    const body = (items: object[], heads: object[]): string => JSON.stringify({ ...(JSON.parse(BODY) as object), items, heads });
    expect((await birch.send('POST', '/federation/v1/inbox', body([], Array.from({ length: 1000 }, () => head)))).statusCode).toBe(200);
    expect(refusal(await birch.send('POST', '/federation/v1/inbox', body([], Array.from({ length: 1001 }, () => head))))).toEqual([400, 'invalid-delivery']);
    expect(refusal(await birch.send('POST', '/federation/v1/inbox', body(Array.from({ length: 65 }, () => held), [])))).toEqual([400, 'invalid-delivery']);
  });

  it.each([
    ['no position', `${PAGES}?log=${encodeURIComponent(logs[1].id)}`],
    ['a position below 0', pagesOf(logs[1].id, -1)],
    ['a position that is no number', pagesOf(logs[1].id, 'x')],
    ['a parameter too many', `${pagesOf(logs[1].id)}&before=9`],
    ['a log id too long', pagesOf('x'.repeat(257))],
  ])('[REP-11] refuses a pull with %s', async (_name, path) => {
    expect(refusal(await birch.send('GET', path))).toEqual([422, 'invalid-request']);
  });

  it.each([
    ['of another epoch', logs[1].id.replace('.0', '.7')],
    ['of the partner itself', logs[0].id],
    ['of a channel that is not shared with it', logs[1].id.replace(/[0-9a-f-]{36}/, '019ab000-0000-7000-8000-0000000000cf')],
    ['that is no log id', 'log'],
  ])('[REP-11] answers a pull of a log %s as of one that it must not see', async (_name, log) => {
    expect(refusal(await birch.send('GET', pagesOf(log)))).toEqual([404, 'not-found']);
  });

  it('[PRB-1] answers refusals as RFC 9457 problems', async () => {
    const answer = await birch.send('GET', pagesOf('log'));
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ type: 'urn:adjoin:problem:not-found', status: 404, code: 'not-found', title: expect.any(String) });
  });

  it('[PRB-3] [PAIR-12] tells a partner that is suspended, one that has ended and a stranger the same', async () => {
    const answers: unknown[] = [];
    for (const state of ['suspended', 'ended'] as const) {
      await birch.setPartnership(state);
      answers.push((await birch.send('POST', '/federation/v1/inbox', BODY)).json());
      answers.push((await birch.send('GET', pagesOf(logs[3].id))).json());
    }
    await birch.setPartnership('active');
    expect(answers.map((answer) => ({ ...(answer as object), request_id: '' }))).toEqual(Array.from({ length: 4 }, () => expect.objectContaining({ status: 401, code: 'not-paired' })));
  });
});
