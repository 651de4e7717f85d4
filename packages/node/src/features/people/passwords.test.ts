import { hash as judgeHash, verify as judgeVerify } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { systemEntropy } from '../../adapters/system-entropy.ts';
import { createPasswords } from './passwords.ts';

/** Argon2id, as the judge numbers the variants. */
const ARGON2ID = 2;
const password = 'correct horse battery staple';

describe('passwords', () => {
  const passwords = createPasswords(systemEntropy);

  it('are kept as argon2id with 19 MiB, two passes, one lane and a salt of their own', async () => {
    const [one, two] = await Promise.all([passwords.hash(password), passwords.hash(password)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
  });

  it('are accepted by an independent implementation, and its hashes by us', async () => {
    expect(await judgeVerify(await passwords.hash(password), password)).toBe(true);
    expect(await judgeVerify(await passwords.hash(password), `${password}!`)).toBe(false);
    const foreign = await judgeHash(password, { algorithm: ARGON2ID, memoryCost: 8_192, timeCost: 3, parallelism: 2 });
    expect(await passwords.verify(password, foreign)).toBe(true);
    expect(await passwords.verify(`${password}!`, foreign)).toBe(false);
  });

  it('mean the same however a keyboard composes them', async () => {
    expect(await passwords.verify('Zu\u0308richer Stra\u00dfe', await passwords.hash('Z\u00fcricher Stra\u00dfe'))).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['no password yet', null],
    ['a hash of another kind', '$2b$10$abcdefghijklmnopqrstuuO7p5Dq3cPyB3XnqW2kkY6n5LQvUqJ9a'],
    ['argon2i', '$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['a cut tag', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAA'],
  ])('never match %s', async (_, stored) => {
    expect(await passwords.verify('', stored)).toBe(false);
    expect(await passwords.verify(password, stored)).toBe(false);
  });
});
