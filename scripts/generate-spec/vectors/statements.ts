import { signCheckpoint, signReceipt, type Checkpoint, type Receipt } from '@adjoin/protocol/log/checkpoint';
import { encodeMultikey } from '@adjoin/protocol/identifiers/did-key';
import { signNodeDocument, type NodeDocument } from '@adjoin/protocol/pairing/node-document';
import { keyPairFromSeed, rawPublicKey, thumbprint } from '@adjoin/protocol/signatures/ed25519';
import { alder, birch, noonPlus } from '../cast.ts';
import { alderChannelLog, birchChannelLog } from './log-entries.ts';

/** Node documents, checkpoints and receipts as they are signed (rules JWS-1, JWS-2). */
export function renderStatements(): object {
  return {
    description:
      'jws = base64url(header) "." base64url(payload) "." base64url(Ed25519 signature of the ASCII text before the second "."). ' +
      'The payload is given as the exact text that is signed. Keys: keys.json.',
    nodeDocuments: [
      { rule: 'NODE-2', name: "Alder's first document", ...described(alder.jws) },
      { rule: 'NODE-2', name: "Birch's first document", ...described(birch.jws) },
      { rule: 'NODE-4', name: "Alder's second document: two addresses, a new key, a retired one and a compromised one", ...described(signNodeDocument(rotated(), alder.identity.privateKey)) },
    ],
    checkpoints: [
      { rule: 'LOG-10', name: "of Alder's log of the channel", ...described(signCheckpoint(checkpointOfAlder(), alder.signing)) },
    ],
    receipts: [{ rule: 'LOG-13', name: "Birch's, for Alder's log of the channel", ...described(signReceipt(receiptOfBirch(), birch.signing)) }],
  };
}

/** The parts of a compact JWS as text. */
export function described(jws: string): { header: string; payload: string; jws: string } {
  const [header = '', payload = ''] = jws.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'));
  return { header, payload, jws };
}

export function rotated(): NodeDocument {
  const [retired] = alder.document.keys;
  const key = (byte: number, status: 'active' | 'compromised'): NodeDocument['keys'][number] => {
    const { publicKey } = keyPairFromSeed(Buffer.alloc(32, byte));
    return { id: `${alder.did}#${thumbprint(publicKey)}`, publicKeyMultibase: encodeMultikey(rawPublicKey(publicKey)), status };
  };
  return {
    ...alder.document,
    name: 'Alder & Sons',
    version: 2,
    updated: noonPlus(3600),
    addresses: [{ url: 'https://adjoin.alder.example:8443', tlsPin: Buffer.alloc(32, 7).toString('base64url') }, { url: 'https://alder.example' }],
    keys: [key(0x12, 'active'), { ...(retired as NodeDocument['keys'][number]), status: 'retired' }, key(0x13, 'compromised')],
  };
}

export function checkpointOfAlder(): Checkpoint {
  const { id, end } = alderChannelLog();
  const other = birchChannelLog();
  return { log: id, ...end, time: noonPlus(60), seen: [{ log: other.id, ...other.end }] };
}

export function receiptOfBirch(): Receipt {
  const { id, end } = alderChannelLog();
  return { log: id, ...end, time: noonPlus(61) };
}
