/** Texts that are accepted and refused as JSON (rules JSON-1 … JSON-6); bytes where a text cannot say it. */
export function renderJsonTexts(): object {
  return {
    description: 'Each text, or the bytes given in hexadecimal, is accepted or refused with 400 and the code.',
    accepted: [
      { name: 'an object', text: '{"a":1,"b":[true,null,"x"],"c":{"a":2}}' },
      { name: 'white space around it', text: ' \t\r\n{ "a" : 1 } ' },
      { name: 'the largest integer', text: '9007199254740991' },
      { name: 'the smallest integer', text: '-9007199254740991' },
      { name: 'a fraction', text: '-0.5e-3' },
      { name: 'zero in another spelling', text: '0.0e5' },
      { name: 'a whole surrogate pair, escaped', text: String.raw`"\ud83d\ude00"` },
      { name: 'the same name in two objects', text: '[{"a":1},{"a":1}]' },
      { name: '32 levels', text: `${'['.repeat(32)}${']'.repeat(32)}` },
    ],
    refused: refused(),
  };
}

function refused(): object[] {
  const of = (rule: string, code: string, texts: readonly (readonly [name: string, text: string])[]): object[] =>
    texts.map(([name, text]) => ({ rule, name, text, code }));
  return [
    { rule: 'JSON-1', name: 'bytes that are not UTF-8', hex: '22ff22', code: 'invalid-utf-8' },
    { rule: 'JSON-1', name: 'a surrogate as bytes', hex: '22eda08022', code: 'invalid-utf-8' },
    { rule: 'JSON-1', name: 'a byte order mark', hex: 'efbbbf7b7d', code: 'invalid-json' },
    ...of('JSON-1', 'invalid-json', [['nothing', ''], ['a comma too many', '{"a":1,}'], ['a single quote', "{'a':1}"], ['two values', '{} {}'], ['NaN', '[NaN]']]),
    ...of('JSON-2', 'duplicate-member', [
      ['a name twice', '{"a":1,"a":1}'],
      ['a name twice, once escaped', String.raw`{"a":1,"\u0061":2}`],
      ['a name twice, deep down', '[{"b":{"a":1,"c":2,"a":3}}]'],
    ]),
    ...of('JSON-3', 'unsafe-number', [
      ['2^53', '9007199254740992'],
      ['-2^53', '-9007199254740992'],
      ['an integer in disguise', '9007199254740993.0'],
      ['a number beyond all doubles', '1e400'],
      ['a number that would become zero', '1e-400'],
      ['minus zero', '-0'],
      ['minus zero in another spelling', '[-0.0e1]'],
    ]),
    ...of('JSON-4', 'lone-surrogate', [
      ['the first half of a pair', String.raw`"\ud83d"`],
      ['the second half of a pair', String.raw`"\ude00"`],
      ['half of a pair in a name', String.raw`{"\ud83d":1}`],
    ]),
    ...of('JSON-5', 'forbidden-member', [
      ['__proto__', '{"__proto__":{}}'],
      ['constructor, deep down', '[{"a":{"constructor":1}}]'],
      ['prototype, escaped', String.raw`{"\u0070rototype":1}`],
    ]),
    ...of('JSON-6', 'too-deep', [['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`], ['a thousand levels', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`]]),
  ];
}
