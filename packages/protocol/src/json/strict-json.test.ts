import { describe, expect, test } from 'vitest';
import { Problem, toDocument } from '../problem.ts';
import { parseStrictJson, parseStrictJsonBytes } from './strict-json.ts';

const refused = (code: string): unknown => expect.objectContaining({ status: 400, code });
const refusalOf = (text: string): Problem => {
  try {
    parseStrictJson(text);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('The text was not refused.');
};
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('strict JSON accepts', () => {
  test.each([
    ['literals', 'null'], ['', 'true'], ['', ' false '], ['', '""'], ['', '[]'], ['', '{}'], ['', '0'],
    ['white space everywhere', ' {\t"a" :\r\n[ 1 , 2 ] } '],
    ['the largest integers', '[9007199254740991,-9007199254740991]'],
    ['the largest integers spelled otherwise', '[9007199254740991.0,9.007199254740991e15,9007199254740991e0]'],
    ['fractions', '[0.1,-0.5,5e-324,1E-7,123.456e+2,0.0,0e9]'],
    ['whole characters, raw and escaped', '["😀","\\ud83d\\ude00","\\uD83D\\uDE00é\\n\\"\\\\\\/"]'],
    ['one name in different objects', '{"a":{"a":1},"b":[{"a":2},{"a":3}]}'],
    ['names that only look alike', '{"a":1,"A":2,"a ":3,"":4,"á":5,"a\\u0301":6}'],
    ['strings that look like structure', '{"a":"{\\"a\\":1,\\"a\\":2}","b":"__proto__","c":"1e400"}'],
    ['a forbidden name as a value', '["__proto__","constructor","prototype"]'],
    ['32 levels', nested(32)],
  ])('%s %s', (_, text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  test('names again that a sibling of many members has', () => {
    const wide = `{${Array.from({ length: 20 }, (_, index) => `"m${index}":0`).join(',')}}`;
    const escaped = '{"\\u0061":0}';
    for (const text of [`[${wide},${wide}]`, `[${wide},{"m0":0}]`, `[${escaped},{"a":0}]`, `{"a":${wide},"b":{"m19":0}}`]) {
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    }
  });

  test('objects of many members', () => {
    const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`member${index}`, index])));
    expect(parseStrictJson(wide)).toEqual(JSON.parse(wide));
  });
});

describe('[THREAT-20] refuses duplicate members', () => {
  test.each([
    '{"a":1,"a":2}',
    '{"a":1,"b":2,"a":1}',
    '{"a":{"b":1,"b":2}}',
    '[{"a":1},{"a":{"x":[]},"a":2}]',
    '{"a":{"b":[{"c":1}]},"a":2}',
    '{"":1,"":2}',
    '{"roles":[],"type":"user","roles":["admin"]}',
    '{"a":1,"\\u0061":2}',
    '{"\\u0061":1,"a":2}',
    '{"\\n":1,"\\u000A":2}',
    '{"😀":1,"\\ud83d\\ude00":2}',
    `{${Array.from({ length: 16 }, (_, index) => `"m${index}":0,`).join('')}"m0":1}`,
    `{${Array.from({ length: 40 }, (_, index) => `"m${index}":0,`).join('')}"m39":1}`,
    `{${Array.from({ length: 40 }, (_, index) => `"m${index}":0,`).join('')}"\\u006d7":1}`,
  ])('%s', (text) => {
    expect(() => parseStrictJson(text)).toThrow(refused('duplicate-member'));
  });

  test('without saying which: names can be secrets', () => {
    const document = toDocument(refusalOf('{"hunter2":1,"hunter2":2}'));
    expect(document).toMatchObject({ code: 'duplicate-member', detail: 'At character 14.' });
    expect(JSON.stringify(document)).not.toContain('hunter2');
  });
});

describe('[THREAT-21] refuses text that is not whole characters', () => {
  test.each([
    '"\\ud800"', '"\\uDC00"', '"\\ud800\\ud800"', '"\\udc00\\ud800"', '"\\udc00\\udc01"', '"\\ud83dx"', '"\\ud83d\\n"', '"\\ud83d\\ue000"', '"\\ud83d\\\\ude00"',
    '"\\ud83d\\u0041"', '{"\\ud800":1}', '["a\\\\\\ud800"]', '"\ud800"', '{"\udc00":1}', '"\ud83d\\ude00"',
  ])('%j', (text) => {
    expect(() => parseStrictJson(text)).toThrow(refused('lone-surrogate'));
  });

  test.each([
    ['a stray continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a code point beyond Unicode', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22]],
    ['a cut character', [0x22, 0xe2, 0x82, 0x22]],
    ['Latin-1', [0x22, 0xe9, 0x22]],
  ])('%s', (_, bytes) => {
    expect(() => parseStrictJsonBytes(Uint8Array.from(bytes))).toThrow(refused('invalid-utf-8'));
  });

  test('a byte order mark, and UTF-16', () => {
    expect(() => parseStrictJsonBytes(Buffer.from('\ufeff{}'))).toThrow(refused('invalid-json'));
    expect(() => parseStrictJsonBytes(Buffer.from('{}', 'utf16le'))).toThrow(refused('invalid-json'));
  });
});

describe('[THREAT-22] refuses names that reach prototypes', () => {
  test.each([
    '{"__proto__":{"admin":true}}',
    '{"a":[{"constructor":{"prototype":{}}}]}',
    '{"prototype":1}',
    '{"\\u005f_proto__":1}',
    '{"\\u005f\\u005f\\u0070\\u0072\\u006f\\u0074\\u006f\\u005f\\u005f":1}',
    '{"constr\\u0075ctor":1}',
  ])('%s', (text) => {
    expect(() => parseStrictJson(text)).toThrow(refused('forbidden-member'));
  });
});

describe('[THREAT-23] refuses numbers that readers would not agree on', () => {
  test.each([
    '9007199254740992', '-9007199254740992', '[12345678901234567890]', '{"seq":9007199254740993}', '1e400', '-1e400',
    '1e16', '9007199254740992.0', '900719925474099.2e1', '90071992547409910e1', '1e308', '1E+400', '1e-400', '-1e-400',
    '0.00001e-400', `0.${'0'.repeat(400)}1`, '1'.repeat(400), '-0', '-0.0', '-0e5', '[1,-0]',
  ])('%s', (text) => {
    expect(() => parseStrictJson(text)).toThrow(refused('unsafe-number'));
  });
});

describe('[THREAT-25] refuses depth', () => {
  test.each([
    nested(33), '['.repeat(1_000_000), '{"a":'.repeat(1_000_000), '[{"a":'.repeat(17), `{"a":${nested(32)}}`,
  ])('%#', (text) => {
    expect(() => parseStrictJson(text)).toThrow(refused('too-deep'));
  });
});

describe('refuses what is not JSON', () => {
  test.each([
    '', ' ', '{', '}', ']', '[}', '{"a"}', '{"a":}', '{"a":1,}', '[1,]', '{a:1}', "{'a':1}", '"', '"\\"', '"\\u12"',
    '"\\u12G4"', '"\\x41"', '{"\\x41":1}', '"\n"', '01', '1.', '.5', '+1', '1e', '0x10', '1-1', '--1', '-', 'NaN', 'Infinity',
    'undefined', '[1]]', '{}{}', '// a', '{"a":1}/**/', '\u00a0{}',
  ])('%j', (text) => {
    expect(() => parseStrictJson(text)).toThrow(refused('invalid-json'));
  });
});

describe('hostile megabytes cost bounded time', () => {
  const MEGABYTE = 1 << 20;
  const longNames = Array.from({ length: 16 }, (_, index) => `"a${'b'.repeat(30_000)}${index % 10}${'b'.repeat(30_000)}c"`);
  test.each([
    ['backslashes', `"${'\\'.repeat(MEGABYTE)}"`],
    ['escapes', `"${'\\ud83d\\ude00'.repeat(MEGABYTE / 12)}"`],
    ['digits', '9'.repeat(MEGABYTE)],
    ['zeros after the point', `0.${'0'.repeat(MEGABYTE)}`],
    ['minus signs', '-'.repeat(MEGABYTE)],
    ['quotes', '"'.repeat(MEGABYTE)],
    ['commas', ','.repeat(MEGABYTE)],
    ['members', `{${Array.from({ length: 80_000 }, (_, index) => `"m${index}":0`).join(',')}}`],
    ['escaped members', `{${Array.from({ length: 60_000 }, (_, index) => `"\\u006d${index}":0`).join(',')}}`],
    ['long names that look alike', `{${longNames.map((name) => `${name}:0`).join(',')}}`],
    ['empty objects', `[${'{},'.repeat(MEGABYTE / 3)}{}]`],
  ])('%s', (_, text) => {
    const started = performance.now();
    try {
      parseStrictJson(text);
    } catch {
      // Refused or not, it has to be over soon.
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
