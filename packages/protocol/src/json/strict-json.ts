import { Problem } from '../problem.ts';
import { scanJson } from './scan-json.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The value of a JSON text that every reader understands alike (RFC 7493, and stricter).
 * Throws a 400: `invalid-json`, `duplicate-member`, `unsafe-number`, `lone-surrogate`,
 * `forbidden-member` or `too-deep`.
 */
export function parseStrictJson(text: string): unknown {
  scanJson(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem({ status: 400, code: 'invalid-json', title: 'This is not JSON.' });
  }
}

/** As `parseStrictJson`, for bytes; also throws `invalid-utf-8`. A byte order mark is not JSON (RFC 8259 §8.1). */
export function parseStrictJsonBytes(bytes: Uint8Array): unknown {
  return parseStrictJson(decodeUtf8(bytes));
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem({ status: 400, code: 'invalid-utf-8', title: 'This is not UTF-8 text.' });
  }
}
