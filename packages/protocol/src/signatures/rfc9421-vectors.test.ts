import { verify } from 'node:crypto';
import { createSignatureSync, verifySignature } from 'http-message-sig';
import type { RequestDescriptor, SignatureComponent } from 'http-message-sig';
import { describe, expect, test } from 'vitest';
import components from '../../../../protocol-spec/vectors/published/rfc9421-components.json' with { type: 'json' };
import vectors from '../../../../protocol-spec/vectors/published/rfc9421-ed25519.json' with { type: 'json' };
import { verifyContentDigest } from './digest.ts';
import { publicKeyFromRaw } from './ed25519.ts';
import { verifyRequest } from './http-request.ts';

// Our own profile fixes which components and parameters a signature has, so it refuses every example of the RFC.
// What lies below it, parsing, signature bases and Ed25519, is held against the examples here.

type Request = { readonly method: string; readonly url: string; readonly headers: string[][] };

const publicKey = publicKeyFromRaw(Buffer.from(vectors.key.jwk.x, 'base64url'));
const fieldsOf = ({ headers }: { headers: string[][] }): { name: string; value: string }[] =>
  headers.map(([name, value]) => ({ name: name!, value: value! }));
const descriptorOf = (request: Request): RequestDescriptor =>
  ({ kind: 'request', method: request.method, targetUri: request.url, fields: fieldsOf(request) });

describe('the Ed25519 examples of RFC 9421 B.2.6 and B.4', () => {
  const verifyVector = async ({ label, request }: { label: string; request: Request }): Promise<string> => {
    let base = '';
    await verifySignature(descriptorOf(request), {
      label,
      policy: { algorithms: ['ed25519'], requiredComponents: [], requiredParameters: ['created', 'keyid'], now: 1618884473 },
      resolveVerifier: () => ({
        algorithm: 'ed25519',
        verify: (data, signature) => {
          base = Buffer.from(data).toString();
          return verify(null, data, publicKey, signature);
        },
      }),
    });
    return base;
  };
  const doesVerify = (vector: typeof vectors.cases[number]): boolean =>
    vector.expect || ('signatureVerifies' in vector && vector.signatureVerifies);

  test.each(vectors.cases.filter(doesVerify))('$id $comment: verifies', async (vector) => {
    expect(await verifyVector(vector)).toBe(vector.signatureBase ?? vectors.cases[0]!.signatureBase);
  });

  test.each(vectors.cases.filter((vector) => !doesVerify(vector)))('$id $comment: is refused', async (vector) => {
    await expect(verifyVector(vector)).rejects.toMatchObject({ name: 'SignatureError' });
  });

  test('N9: the signature does not cover the digest, and the digest is not the body’s', () => {
    const { request } = vectors.cases.find(({ id }) => id === 'N9')!;
    const digest = fieldsOf(request).find(({ name }) => name === 'Content-Digest')!.value;
    expect(verifyContentDigest(digest, Buffer.from(request.body, 'base64'))).toBe(false);
  });

  test.each(vectors.cases)('[THREAT-17] $id $comment: is refused by our profile', async ({ request }) => {
    await expect(verifyRequest({
      method: request.method,
      targetUri: request.url,
      headers: fieldsOf(request).map(({ name, value }) => [name, value] as const),
      body: Buffer.from(request.body, 'base64'),
      resolveKey: () => publicKey,
      now: 1618884473,
    })).rejects.toMatchObject({ status: 401 });
  });
});

describe('the component examples of RFC 9421 2.1 and 2.2', () => {
  // "example-dict";key="a" and the like, as the library takes them.
  const componentOf = (line: string): SignatureComponent => {
    const [, name, options] = /^"([^"]+)"((?:;[a-z]+(?:="[^"]*")?)*): /.exec(line)!;
    const parameters = [...options!.matchAll(/;([a-z]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key, value ?? true]);
    return parameters.length === 0 ? name! : { name: name!, parameters: Object.fromEntries(parameters) as object as Record<string, string> };
  };
  const baseOf = (example: typeof components.cases[number]): string => {
    let base = '';
    const { pathname, search } = new URL(example.url);
    createSignatureSync({ ...descriptorOf(example), requestTarget: pathname + search }, {
      components: example.lines.map(componentOf),
      parameters: {},
      signer: { algorithm: 'ed25519', sign: (data) => Buffer.from(base = Buffer.from(data).toString()) },
    });
    return base;
  };
  const isUnsupported = ({ lines }: { lines: string[] }): boolean => lines.some((line) => /^"@query-param"|;sf:|;bs:/.test(line));

  test.each(components.cases.filter((example) => !isUnsupported(example)))('$section $lines.0', (example) => {
    expect(baseOf(example).split('\n').slice(0, -1)).toEqual(example.lines);
  });

  // We sign none of @query-param, sf and bs, and a signature that covers them is refused rather than misread.
  test.each(components.cases.filter(isUnsupported))('$section $lines.0 is refused', (example) => {
    expect(() => baseOf(example)).toThrow(expect.objectContaining({ code: 'UnsupportedFeature' }));
  });
});
