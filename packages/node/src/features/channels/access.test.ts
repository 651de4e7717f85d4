import { describe, expect, it } from 'vitest';
import { requireAudience, requireWritable } from './access.ts';

describe('the audience that an author saw', () => {
  const channel = { audience_version: 12 };
  it.each([
    ['nothing said', undefined],
    ['the ETag of the audience', '"12-Zm9vYmFyYmF6cXV4"'],
    ['the same audience under other names', '"12-AAAAAAAAAAAAAAAA"'],
    ['the version alone', '12'],
  ])('is the one there is now: %s', (_what, match) => {
    expect(() => requireAudience(channel, match)).not.toThrow();
  });

  it.each([
    ['an earlier one', '"11-Zm9vYmFyYmF6cXV4"'],
    ['a later one', '"13-Zm9vYmFyYmF6cXV4"'],
    ['one that begins alike', '"120-Zm9vYmFyYmF6cXV4"'],
    ['any', '*'],
    ['a weak one', 'W/"12-Zm9vYmFyYmF6cXV4"'],
    ['a list', '"12-Zm9v", "11-Zm9v"'],
    ['none', ''],
    ['a number beyond all bounds', `"${'9'.repeat(60)}"`],
  ])('is not %s', (_what, match) => {
    expect(() => requireAudience(channel, match)).toThrow(expect.objectContaining({ status: 412, code: 'audience-changed' }));
  });
});

it('takes writing into active channels only', () => {
  expect(() => requireWritable({ state: 'active' })).not.toThrow();
  expect(() => requireWritable({ state: 'joining' })).toThrow(expect.objectContaining({ code: 'channel-joining' }));
  expect(() => requireWritable({ state: 'left' })).toThrow(expect.objectContaining({ code: 'channel-left' }));
});
