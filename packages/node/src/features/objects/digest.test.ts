import { describe, expect, it } from 'vitest';
import { digestLine } from './digest.ts';

const did = 'did:key:z6MkfriendAlder/objects/019ab000-0000-7000-8000-000000000001';

describe('digestLine', () => {
  it('names object, version and content', () => {
    // printf 'Grüße' | sha256sum, in base64url
    expect(digestLine({ did, version: 2, content: 'Grüße' }, [])).toBe(`${did} 2 -D4Dl5bGRToQ9VGeOf0ROQFXIxahqOoHy1JdKAHf0HQ\n`);
  });

  it('says nothing of a deleted object but that it is deleted', () => {
    expect(digestLine({ did, version: 3, content: null }, [{ person: 'p', emoji: 'x' }])).toBe(`${did} deleted\n`);
  });

  it('sorts reactions by person and emoji as UTF-8 bytes', () => {
    // U+FF01 has the greater UTF-16 code unit, U+1F44D the greater UTF-8 bytes.
    const reactions = ['b 👍', 'b ！', 'a z', 'b ok'].map((text) => ({ person: text.split(' ')[0] as string, emoji: text.split(' ')[1] as string }));
    expect(digestLine({ did, version: 1, content: '' }, reactions)).toBe(`${did} 1 47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU a z b ok b ！ b 👍\n`);
  });
});
