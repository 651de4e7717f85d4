import { createHash, type X509Certificate } from 'node:crypto';
import { CliError, EXIT } from '../cli-error.ts';

/** SHA-256 of a certificate (DER) in base64url, as invitations and `GET /v1/node` carry it. */
export function pinOf(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('base64url');
}

export function showPin(pin: string): string {
  return `sha256:${pin}`;
}

/**
 * Reads a pin as a person gives it: with or without `sha256:`, in base64url, base64 or hexadecimal with or without colons.
 * @throws CliError
 */
export function parsePin(text: string): string {
  const bare = text.trim().replace(/^sha256[:/]/i, '');
  const hex = bare.replaceAll(':', '');
  const bytes = /^[0-9a-f]{64}$/i.test(hex) ? Buffer.from(hex, 'hex') : Buffer.from(bare, 'base64url');
  if (bytes.length === 32) return bytes.toString('base64url');
  throw new CliError(`${text} is not the SHA-256 of a certificate`, { hint: 'The node tells its own: look for tls_pin at /v1/node, or run: adjoin init', exitCode: EXIT.usage });
}
