import { createHash } from 'node:crypto';
import type { Entropy } from '../../ports/entropy.ts';

const SECRET_BYTES = 32;

/** A secret that is given out once, 256 bits in base64url. `prefix` lets people and scanners tell what they found. */
export function makeSecret(entropy: Entropy, prefix: 'setup' | 'activation' | 'refresh'): string {
  return `adjoin_${prefix}_${entropy.bytes(SECRET_BYTES).toString('base64url')}`;
}

/** What the database keeps of a secret. It needs no salt and no slowness, because nobody can guess 256 random bits. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
