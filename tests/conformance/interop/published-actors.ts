import { didKeyOf } from '@adjoin/protocol/identifiers/did-key';
import { actorDocument, actorKeyId } from '@adjoin/protocol/integrity/actor-document';
import { keyPairFromSeed } from '@adjoin/protocol/signatures/ed25519';
import { publish } from './published-documents.ts';

/** The company of these tests: an identity key, an operational key, and one person. */
const { publicKey: identityKey } = keyPairFromSeed(new Uint8Array(32).fill(40));
export const operational = keyPairFromSeed(new Uint8Array(32).fill(41));
export const alder = didKeyOf(identityKey);
export const ada = `${alder}/people/019ab000-0000-7000-8000-000000000001`;
export const alderKeyId = actorKeyId(alder, operational.publicKey);
export const adaKeyId = actorKeyId(ada, operational.publicKey);

const places = { inbox: 'https://alder.example/inbox', outbox: 'https://alder.example/outbox', keys: [operational.publicKey] };
export const alderDocument = actorDocument({ id: alder, type: 'Organization', name: 'Alder', ...places });
export const adaDocument = actorDocument({ id: ada, type: 'Person', name: 'Ada', ...places });
export const published = publish(alderDocument, adaDocument);
