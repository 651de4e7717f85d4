import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Entropy } from '../../ports/entropy.ts';

const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function keyFrom(secret: Buffer, salt: Buffer, context: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, `adjoin sealed key v1 ${context}`, 32));
}

/**
 * Encrypts a private key for the database with AES-256-GCM under the node's secret, which is kept apart from it
 * (THREATS 39). `context` names the key, so that sealed keys cannot be exchanged for one another.
 */
export function seal({ plain, secret, context, entropy }: { plain: Buffer; secret: Buffer; context: string; entropy: Entropy }): string {
  const salt = entropy.bytes(SALT_BYTES);
  const nonce = entropy.bytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret, salt, context), nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws Error when the secret is not the one that sealed, or the text was altered. */
export function unseal({ sealed, secret, context }: { sealed: string; secret: Buffer; context: string }): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  const salt = bytes.subarray(0, SALT_BYTES);
  const nonce = bytes.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES);
  const tag = bytes.subarray(SALT_BYTES + NONCE_BYTES, SALT_BYTES + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(secret, salt, context), nonce);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(SALT_BYTES + NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}
