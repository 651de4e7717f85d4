import { rawPublicKey, thumbprint } from '@adjoin/protocol/signatures/ed25519';
import { base58 } from '@scure/base';
import { alder, birch, type Company } from '../cast.ts';

/** Seeds and everything that follows from them (rules ID-1, ID-3), and Multikeys that are none. */
export function renderKeys(): object {
  const [key] = alder.document.keys;
  const did = alder.did;
  return {
    description:
      'seed: 32 bytes (RFC 8032 §5.1.5), hexadecimal. publicKey: 32 bytes, hexadecimal. multikey: z, base58-btc of ed01 and the public key. ' +
      'thumbprint: RFC 7638. kid: how the key signs (rules JWS-2, ID-3).',
    companies: [alder, birch].map(keysOf),
    refused: [
      ['another key type (P-256)', `z${base58.encode(Buffer.from(`8024${'02'.repeat(33)}`, 'hex'))}`],
      ['another multibase (base64url)', `u${Buffer.concat([Buffer.of(0xed, 1), rawPublicKey(alder.identity.publicKey)]).toString('base64url')}`],
      ['a shorter key', `z${base58.encode(Buffer.concat([Buffer.of(0xed, 1), rawPublicKey(alder.identity.publicKey).subarray(1)]))}`],
      ['a letter that base58 has not', `${(key as { publicKeyMultibase: string }).publicKeyMultibase.slice(0, -1)}0`],
      ['a point of small order', `z${base58.encode(Buffer.from(`ed01${'00'.repeat(32)}`, 'hex'))}`],
      ['a coordinate not reduced modulo p', `z${base58.encode(Buffer.from(`ed01ee${'ff'.repeat(30)}7f`, 'hex'))}`],
    ].map(([name, multikey]) => ({ rule: 'ID-1', name, multikey, code: 'invalid-key' })),
    owners: [did, `${did}#${thumbprint(alder.operational.publicKey)}`, `${did}/people/019ab000-0000-7000-8000-0000000000a1`].map((id) => ({ rule: 'ID-2', id, owner: did })),
  };
}

function keysOf({ name, did, identity, operational, signing, seeds }: Company): object {
  const describe = (seed: Buffer, { publicKey }: Company['identity'], kid: string): object => ({
    seed: seed.toString('hex'),
    publicKey: Buffer.from(rawPublicKey(publicKey)).toString('hex'),
    thumbprint: thumbprint(publicKey),
    kid,
  });
  const multikey = did.slice('did:key:'.length);
  return { name, did, multikey, identity: describe(seeds.identity, identity, `${did}#${multikey}`), operational: describe(seeds.operational, operational, signing.kid) };
}
