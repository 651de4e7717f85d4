import { parseStrictJsonBytes } from '@adjoin/protocol/json/strict-json';
import { describe, expect, it } from 'vitest';
import { readVectors, titled } from './read-spec.ts';

type Text = { rule: string; name: string; text?: string; hex?: string; code: string };

const { accepted, refused } = readVectors('json') as { accepted: Text[]; refused: Text[] };
const bytesOf = ({ text, hex }: Text): Buffer => (hex === undefined ? Buffer.from(text ?? '') : Buffer.from(hex, 'hex'));

describe('strict JSON', () => {
  it.each(accepted)('[JSON-1] takes $name', (vector) => {
    expect(parseStrictJsonBytes(bytesOf(vector))).toEqual(JSON.parse(vector.text ?? ''));
  });

  it.each(titled(refused, 'refuses'))('%s', (_title, vector) => {
    expect(() => parseStrictJsonBytes(bytesOf(vector))).toThrow(expect.objectContaining({ status: 400, code: vector.code }));
  });
});
