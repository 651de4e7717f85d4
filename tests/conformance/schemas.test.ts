import { globSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../scripts/generate-spec/schemas.ts';
import { readSpec, readVectors, SPEC } from './read-spec.ts';

type Log = { entries: { activity: string | null; header: string; payload: string | null }[] };
type Statement = { payload: string };
type Refused = { name: string; typ: string; jws: string; code: string };

const ajv = new Ajv2020({ strict: true, strictTypes: false });
const judges = new Map(globSync('**/*.json', { cwd: `${SPEC}schemas` }).map((path) => [path.replace('.json', ''), ajv.compile(JSON.parse(readSpec(`schemas/${path}`)) as object)]));
const judge = (schema: string, document: unknown): unknown => (judges.get(schema)?.(document) === true ? 'valid' : judges.get(schema)?.errors);

const { logs } = readVectors('log') as { logs: Log[] };
const statements = readVectors('statements') as Record<'nodeDocuments' | 'checkpoints' | 'receipts', Statement[]>;
const pairing = readVectors('pairing') as { invitation: Statement; request: { body: string }; answer: { body: string } };
const { accepted } = readVectors('requests') as { accepted: { targetUri: string; body: string }[] };
const { refused } = readVectors('refused-statements') as { refused: Refused[] };
const entries = logs.flatMap((log) => log.entries);
const activities = entries.flatMap(({ activity, payload }): [string, string][] => (activity === null || payload === null ? [] : [[activity, payload]]));

describe('the JSON Schemas, by a validator of another make', () => {
  it('[VOC-3] take every activity of the vectors, by its own schema and by no other', () => {
    for (const [activity, payload] of activities) {
      const taking = [...judges.keys()].filter((schema) => schema.startsWith('activities/') && judge(schema, JSON.parse(payload)) === 'valid');
      expect(taking).toContain(`activities/${fileNameOf(activity)}`);
      expect(taking.filter((schema) => !schema.startsWith('activities/add-')).length).toBeLessThanOrEqual(1);
    }
  });

  it('[VOC-3] refuse every activity with a member too many, or without one', () => {
    for (const [activity, payload] of activities) {
      const schema = `activities/${fileNameOf(activity)}`;
      expect(judge(schema, { ...(JSON.parse(payload) as object), to: 'everybody' })).not.toBe('valid');
      const { published: _, ...rest } = JSON.parse(payload) as { published: string };
      expect(judge(schema, rest)).not.toBe('valid');
    }
  });

  it('[LOG-2] take every header', () => {
    expect(entries.map(({ header }) => judge('entry-header', JSON.parse(header)))).toEqual(entries.map(() => 'valid'));
  });

  it('[JWS-2] take every statement', () => {
    for (const [schema, all] of [['node-document', statements.nodeDocuments], ['checkpoint', statements.checkpoints], ['receipt', statements.receipts]] as const) {
      expect(all.map(({ payload }) => judge(schema, JSON.parse(payload)))).toEqual(all.map(() => 'valid'));
    }
    expect(judge('invitation', JSON.parse(pairing.invitation.payload))).toBe('valid');
  });

  it('[NODE-1] take the example of node-document.md, which is that of the vectors', () => {
    const [, example = ''] = /```json\n([^`]+)```/.exec(readSpec('node-document.md')) ?? [];
    expect(JSON.parse(example)).toEqual(JSON.parse(statements.nodeDocuments[0]?.payload ?? ''));
    expect(judge('node-document', JSON.parse(example))).toBe('valid');
  });

  it('[PAIR-4] [PAIR-5] take request and answer', () => {
    expect([judge('pairing-request', JSON.parse(pairing.request.body)), judge('pairing-answer', JSON.parse(pairing.answer.body))]).toEqual(['valid', 'valid']);
  });

  it('[REP-2] take every delivery', () => {
    const bodies = accepted.filter(({ targetUri, body }) => targetUri.endsWith('/inbox') && body !== '{}').map(({ body }) => JSON.parse(body) as unknown);
    expect(bodies.map((body) => judge('delivery', body))).toEqual(['valid', 'valid']);
  });

  it('[REP-6] take an answer to one', () => {
    const results = [{ log: JSON.parse(entries[0]?.header ?? '').log as string, status: 'deferred', code: 'gap' }];
    expect(judge('delivery-answer', { results, heads: [] })).toBe('valid');
    expect(judge('delivery-answer', { results: [{ ...results[0], status: 'lost' }], heads: [] })).not.toBe('valid');
  });

  // What follows from the characters of a text or an address is beyond JSON Schema.
  const beyond = ['a name of two lines', 'an address with a path', 'an address with credentials', 'an address in another spelling', 'another scheme'];
  const invalid = refused.filter(({ name, code }) => (code === 'invalid-statement' || code === 'invalid-node-document') && !beyond.includes(name));
  it.each(invalid)('[JWS-4] refuse $name', ({ typ, jws }) => {
    expect(judge(typ === 'adjoin-node+jws' ? 'node-document' : 'checkpoint', decodeJwt(jws))).not.toBe('valid');
  });
});
