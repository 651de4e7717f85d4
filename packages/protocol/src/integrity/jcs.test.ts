import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../../../../protocol-spec/vectors/published/rfc8785-jcs.json' with { type: 'json' };
import { parseStrictJson } from '../json/strict-json.ts';
import { canonicalJson } from './jcs.ts';

const doubleOf = (bits: bigint): number => new Float64Array(BigUint64Array.of(bits).buffer)[0]!;
const parse = (text: string): unknown => JSON.parse(text);

describe('the canonical form of RFC 8785', () => {
  test.each(vectors.cases)('$id', ({ input, output, outputHex }) => {
    expect(canonicalJson(parse(input))).toBe(output);
    expect(Buffer.from(canonicalJson(parse(input))).toString('hex')).toBe(outputHex);
  });

  test('sorts by UTF-16 code units (3.2.3)', () => {
    const sorted = canonicalJson(parse(vectors.sorting.input));
    expect(Object.values(parse(sorted) as object)).toHaveLength(vectors.sorting.valuesInOrder.length);
    const places = vectors.sorting.valuesInOrder.map((value) => sorted.indexOf(JSON.stringify(value)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  const { present, absent } = Object.groupBy(vectors.numbers, ({ json }) => (json === null ? 'absent' : 'present'));

  test.each(present!)('writes the double $ieee754 as $json', ({ ieee754, json }) => {
    expect(canonicalJson(doubleOf(BigInt(`0x${ieee754}`)))).toBe(json);
  });

  test.each(absent!)('does not write $ieee754, $comment', ({ ieee754 }) => {
    expect(() => canonicalJson(doubleOf(BigInt(`0x${ieee754}`)))).toThrow(/not allowed/);
  });

  test('writes the hundred thousand doubles whose text is published as sums', () => {
    const { first1000, sha256 } = vectors.es6Numbers;
    const lines = Array.from(publishedDoubles(first1000), (bits) => `${bits.toString(16)},${canonicalJson(doubleOf(bits))}`);
    expect(lines.slice(0, 1000)).toEqual(first1000);
    expect(lines).toHaveLength(100_000);
    for (const [count, sum] of Object.entries(sha256)) {
      const text = lines.slice(0, Number(count)).map((line) => `${line}\n`).join('');
      expect(createHash('sha256').update(text).digest('hex')).toBe(sum);
    }
  });

  test.each(vectors.mustThrow)('[THREAT-21] has none for $id', ({ jsonText, js }) => {
    expect(() => canonicalJson(jsonText === undefined ? Number(js) : parse(jsonText))).toThrow(/not allowed/);
  });

  test.each([undefined, Symbol('x'), () => 1])('has none for %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test.each(vectors.inputRejects)('[THREAT-20] [THREAT-22] [THREAT-23] is not asked for $id: the text is refused before', ({ jsonText }) => {
    expect(() => parseStrictJson(jsonText)).toThrow(expect.objectContaining({ status: 400 }));
  });

  test('keeps __proto__ a plain member', () => {
    const { jsonText, canonical } = vectors.inputRejects.find(({ id }) => id === 'proto')!;
    expect(canonicalJson(parse(jsonText))).toBe(canonical);
  });

  test('is the same for every order of members, and means the same', () => {
    fc.assert(fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
      const canonical = canonicalJson(value);
      expect(parse(canonical)).toEqual(parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(canonical);
    }));
  });
});

/** The sequence of the published test file: its own list, 2000 in a row, then a chain of hashes read as doubles. */
function* publishedDoubles(lines: readonly string[]): Generator<bigint> {
  const listed = lines.slice(0, 168).map((line) => BigInt(`0x${line.split(',')[0]}`));
  yield* listed;
  for (let step = 0n; step < 2000n; step += 1n) yield 0x0010000000000000n + step;
  let count = listed.length + 2000;
  for (let block = createHash('sha256').update(Buffer.alloc(32)).digest(); ; block = createHash('sha256').update(block).digest()) {
    for (let offset = 0; offset < 32; offset += 8) {
      const bits = block.readBigUInt64LE(offset);
      if (!Number.isFinite(doubleOf(bits))) continue;
      yield bits;
      count += 1;
      if (count === 100_000) return;
    }
  }
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toReversed().map(([name, member]) => [name, reversed(member)]));
}
