import { describe, expect, test } from 'vitest';
import vectors from '../../../../protocol-spec/vectors/published/rfc9530-digest.json' with { type: 'json' };
import { contentDigest, verifyContentDigest } from './digest.ts';

const body = Buffer.from('{"hello": "world"}');
const sha256 = contentDigest(body);
const sha512 = 'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:';

describe('Content-Digest (RFC 9530)', () => {
  test.each(vectors.cases)('$section: $value is $expect', ({ value, bodyBase64, expect: isGood }) => {
    expect(verifyContentDigest(value, Buffer.from(bodyBase64, 'base64'))).toBe(isGood);
  });

  test('is written as in RFC 9530 B.1', () => {
    const { value, bodyBase64 } = vectors.cases[0]!;
    expect(contentDigest(Buffer.from(bodyBase64, 'base64'))).toBe(value);
  });

  test.each([
    ['two algorithms', `${sha256}, ${sha512}`],
    ['blanks around members', ` ${sha256} ,\t${sha512} `],
    ['an algorithm we do not know', `md5=:AAAA:,${sha256}, x=tok/en:, y=-12`],
  ])('may have %s', (_, field) => {
    expect(verifyContentDigest(field, body)).toBe(true);
  });
});

describe('[THREAT-17] a Content-Digest speaks for nothing when it', () => {
  test.each([
    ['is empty', ''],
    ['names no known algorithm', 'md5=:AAAA:, sha=:AAAA:'],
    ['has a wrong one beside a right one', `${sha256}, sha-512=:AAAA:`],
    ['has a right one beside a wrong one', `sha-256=:AAAA:, ${sha512}`],
    ['repeats a member, right last', `sha-256=:AAAA:, ${sha256}`],
    ['repeats a member, right first', `${sha256}, sha-256=:AAAA:`],
    ['repeats a right member, and so asks for one hash after another', `${sha256}, ${sha256}`],
    ['spells the algorithm otherwise', sha256.replace('sha-256', 'SHA-256')],
    ['has the digest as a token', sha256.replaceAll(':', '')],
    ['has the digest as a string', `sha-256="${sha256.slice(9, -1)}"`],
    ['has parameters', `${sha256};x=1`],
    ['drops padding', sha256.replace('=:', ':')],
    ['has stray low bits', sha256.replace(/.=:$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=:`)],
    ['is base64url', sha512.replaceAll('/', '_').replaceAll('+', '-')],
    ['ends in a comma', `${sha256},`],
    ['begins with a comma', `,${sha256}`],
    ['hides in a string of another member', `x="a, ${sha256}"`],
    ['names what every object has', 'constructor=:AAAA:, valueof=:AAAA:'],
    ['is longer than any that we send', `${Array.from({ length: 200 }, (_, index) => `x${index}=1,`).join('')}${sha256}`],
  ])('%s', (_, field) => {
    expect(verifyContentDigest(field, body)).toBe(false);
  });
});
