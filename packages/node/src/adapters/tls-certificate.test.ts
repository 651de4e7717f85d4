import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../config.ts';
import { makeSelfSignedCertificate } from './self-signed-certificate.ts';
import { certificateFor } from './tls-certificate.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('a self-signed certificate', () => {
  it('is a strict X.509 v3 certificate of its own key, for its hosts', () => {
    const notBefore = Date.UTC(2026, 10, 23, 13, 0, 0);
    const { cert, key } = makeSelfSignedCertificate({
      commonName: 'Adjoin node',
      hosts: ['alder.example', 'localhost', '127.0.0.1', '::1'],
      notBefore,
      notAfter: Date.UTC(2055, 0, 1),
    });
    const parsed = new X509Certificate(cert);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.ca).toBe(false);
    expect(key).toContain('PRIVATE KEY');
    expect(parsed.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(new Date(parsed.validFrom).getTime()).toBe(notBefore);
    expect(new Date(parsed.validTo).getTime()).toBe(Date.UTC(2055, 0, 1));
    expect(parsed.checkHost('alder.example')).toBe('alder.example');
    expect(parsed.checkHost('birch.example')).toBeUndefined();
    expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(parsed.checkIP('::1')).toBe('::1');
  });

  it('never has the serial number of another', () => {
    const names = { commonName: 'x', hosts: ['localhost'], notBefore: 0, notAfter: DAY_MS };
    const serials = Array.from({ length: 20 }, () => new X509Certificate(makeSelfSignedCertificate(names).cert).serialNumber);
    expect(new Set(serials).size).toBe(20);
  });
});

describe('certificateFor', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'adjoin-tls-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const selfSigned = (publicUrl = 'https://alder.example:8443') => certificateFor({ tls: { mode: 'self-signed' }, dataDir, publicUrl });

  it('makes a certificate at first start and keeps it, readable by the owner only', () => {
    const first = selfSigned();
    expect(selfSigned()).toEqual(first);
    expect(statSync(join(dataDir, 'tls.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'tls.crt')).mode & 0o777).toBe(0o600);
    expect(new X509Certificate(first?.cert ?? '').subjectAltName).toContain('DNS:alder.example');
    expect(first?.pin).toBe(createHash('sha256').update(new X509Certificate(first?.cert ?? '').raw).digest('base64url'));
  });

  it('keeps the certificate that partners pinned when the public address changes', () => {
    expect(selfSigned('https://birch.example')).toEqual(selfSigned('https://alder.example'));
  });

  it('begins again when the process died between key and certificate', () => {
    writeFileSync(join(dataDir, 'tls.key'), 'half a key');
    expect(selfSigned()?.key).toBe(readFileSync(join(dataDir, 'tls.key'), 'utf8'));
  });

  it('refuses a key of another certificate', () => {
    selfSigned();
    const other = makeSelfSignedCertificate({ commonName: 'x', hosts: ['localhost'], notBefore: 0, notAfter: DAY_MS });
    writeFileSync(join(dataDir, 'tls.key'), other.key);
    expect(() => selfSigned()).toThrow(ConfigError);
  });

  it('reads configured files, and pins nothing', () => {
    const made = selfSigned();
    const files = { mode: 'files', certFile: join(dataDir, 'tls.crt'), keyFile: join(dataDir, 'tls.key') } as const;
    expect(certificateFor({ tls: files, dataDir, publicUrl: 'https://alder.example' })).toEqual({ cert: made?.cert, key: made?.key });
    expect(() => certificateFor({ tls: { ...files, keyFile: join(dataDir, 'absent') }, dataDir, publicUrl: 'https://alder.example' })).toThrow(ConfigError);
  });

  it('has none where TLS is off', () => {
    expect(certificateFor({ tls: { mode: 'off' }, dataDir, publicUrl: 'http://alder.example' })).toBeUndefined();
  });
});
