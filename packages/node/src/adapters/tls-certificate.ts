import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type Config } from '../config.ts';
import { makeSelfSignedCertificate } from './self-signed-certificate.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Partners pin the certificate itself, and a new one would have to reach all of them first; so it lasts. */
const LIFETIME_MS = 20 * 365 * DAY_MS;

export type Certificate = {
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the certificate (DER) in base64url, for certificates that no public authority vouches for. */
  readonly pin?: string;
};

/**
 * What to serve HTTPS with: the configured files, or a self-signed certificate made at first start and kept in the data
 * directory. Undefined where TLS is off. An existing self-signed one is kept when the public address changes, because
 * partners know it by its pin and not by its names; remove `tls.crt` and `tls.key` to have another made.
 * @throws ConfigError when the files cannot be read or do not belong together
 */
export function certificateFor({ tls, dataDir, publicUrl }: Pick<Config, 'tls' | 'dataDir' | 'publicUrl'>): Certificate | undefined {
  if (tls.mode === 'off') return undefined;
  if (tls.mode === 'files') return readPair(tls.certFile, tls.keyFile);
  const certFile = join(dataDir, 'tls.crt');
  const keyFile = join(dataDir, 'tls.key');
  if (!existsSync(certFile)) keepNewPair({ certFile, keyFile, publicUrl });
  const pair = readPair(certFile, keyFile);
  return { ...pair, pin: pinOf(pair.cert) };
}

/** SHA-256 of the first certificate of a PEM text. */
function pinOf(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
}

function readPair(certFile: string, keyFile: string): { cert: string; key: string } {
  const cert = readText(certFile);
  const key = readText(keyFile);
  if (!belongTogether(cert, key)) throw new ConfigError(`${certFile} and ${keyFile} are not a certificate and its private key, in PEM`);
  return { cert, key };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${path} cannot be read`, { cause });
  }
}

function belongTogether(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

/** The certificate comes last: where it is, its key is too, whenever the process died. */
function keepNewPair({ certFile, keyFile, publicUrl }: { certFile: string; keyFile: string; publicUrl: string }): void {
  const now = Date.now();
  const { cert, key } = makeSelfSignedCertificate({
    commonName: 'Adjoin node',
    hosts: hostsOf(publicUrl),
    notBefore: now - DAY_MS,
    notAfter: now + LIFETIME_MS,
  });
  replaceFile(keyFile, key);
  replaceFile(certFile, cert);
}

function hostsOf(publicUrl: string): string[] {
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  return [...new Set([host, 'localhost', '127.0.0.1', '::1'])];
}

function replaceFile(path: string, text: string): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, text, { mode: 0o600, flush: true });
  renameSync(temporary, path);
}
