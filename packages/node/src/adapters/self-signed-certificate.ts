import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { ipBytes } from './ip-bytes.ts';

/**
 * Writes the DER of one kind of X.509 certificate (RFC 5280): self-signed, ECDSA on P-256, which every browser takes.
 * A page of TLV, because the library that knows all of X.509 costs a node 10 MiB and a tenth of a second at its first start.
 */

const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;
/** Context-specific tags of TBSCertificate and GeneralName. */
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

const TRUE = Buffer.of(0xff);
const V3 = 2;
const DIGITAL_SIGNATURE = Buffer.of(0x07, 0x80);
const SERIAL_BYTES = 16;

/** Object identifiers, encoded. */
const oid = {
  ecdsaWithSha256: derHex('06082a8648ce3d040302'),
  commonName: derHex('0603550403'),
  subjectKeyIdentifier: derHex('0603551d0e'),
  keyUsage: derHex('0603551d0f'),
  subjectAltName: derHex('0603551d11'),
  basicConstraints: derHex('0603551d13'),
  extendedKeyUsage: derHex('0603551d25'),
  serverAuth: derHex('06082b06010505070301'),
};

function derHex(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
}

/** RFC 5280 §4.1.2.5: two digits of the year until 2049, four from 2050. */
function time(milliseconds: number): Buffer {
  const digits = `${new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  return digits < '2050' ? der(UTC_TIME, Buffer.from(digits.slice(2))) : der(GENERALIZED_TIME, Buffer.from(digits));
}

function extension(id: Buffer, value: Buffer, isCritical = false): Buffer {
  return der(SEQUENCE, id, ...(isCritical ? [der(BOOLEAN, TRUE)] : []), der(OCTET_STRING, value));
}

function generalName(host: string): Buffer {
  const ip = ipBytes(host);
  return ip === undefined ? der(DNS_NAME, Buffer.from(host, 'ascii')) : der(IP_ADDRESS, ip);
}

export type CertificateNames = {
  readonly commonName: string;
  /** Host names in ASCII, and IP addresses. */
  readonly hosts: readonly string[];
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
};

/** A new key pair and a certificate for it, both in PEM. */
export function makeSelfSignedCertificate(names: CertificateNames): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const tbs = toBeSigned(names, publicKey);
  const signature = sign('sha256', tbs, privateKey);
  const certificate = der(SEQUENCE, tbs, der(SEQUENCE, oid.ecdsaWithSha256), der(BIT_STRING, Buffer.of(0), signature));
  const lines = certificate.toString('base64').replaceAll(/(.{64})(?=.)/g, '$1\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

function toBeSigned({ commonName, hosts, notBefore, notAfter }: CertificateNames, publicKey: KeyObject): Buffer {
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, oid.commonName, der(UTF8_STRING, Buffer.from(commonName)))));
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const serial = randomBytes(SERIAL_BYTES);
  // Positive and without leading zeros, as DER wants it.
  serial[0] = ((serial[0] as number) & 0x7f) | 0x40;
  return der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.of(V3))),
    der(INTEGER, serial),
    der(SEQUENCE, oid.ecdsaWithSha256),
    name,
    der(SEQUENCE, time(notBefore), time(notAfter)),
    name,
    spki,
    der(
      EXTENSIONS,
      der(
        SEQUENCE,
        extension(oid.basicConstraints, der(SEQUENCE), true),
        extension(oid.keyUsage, der(BIT_STRING, DIGITAL_SIGNATURE), true),
        extension(oid.extendedKeyUsage, der(SEQUENCE, oid.serverAuth)),
        extension(oid.subjectKeyIdentifier, der(OCTET_STRING, createHash('sha256').update(spki).digest().subarray(0, 20))),
        extension(oid.subjectAltName, der(SEQUENCE, ...hosts.map(generalName))),
      ),
    ),
  );
}
