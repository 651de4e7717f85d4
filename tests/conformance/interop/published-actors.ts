import { preloadedContexts } from '@fedify/fedify/runtime';
import { didKeyOf } from '@adjoin/protocol/identifiers/did-key';
import { actorDocument, actorKeyId } from '@adjoin/protocol/integrity/actor-document';
import { keyPairFromSeed } from '@adjoin/protocol/signatures/ed25519';

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

type Loaded = { contextUrl: null; documentUrl: string; document: unknown };

/** Serves the two actors, their keys as part of them, and the well-known contexts. Nothing is fetched. */
export function loadDocument(url: string): Promise<Loaded> {
  const [actorId] = url.split('#');
  const document = actorId === alder ? alderDocument : actorId === ada ? adaDocument : preloadedContexts[url];
  if (document === undefined) return Promise.reject(new Error(`Nothing is published at ${url}`));
  return Promise.resolve({ contextUrl: null, documentUrl: url, document });
}

/** As `loadDocument`, but a key's id gives the key alone, as Digital Bazaar's verifier expects. */
export async function loadDocumentOrKey(url: string): Promise<Loaded> {
  const loaded = await loadDocument(url);
  if (!url.includes('#')) return loaded;
  const { assertionMethod } = loaded.document as { assertionMethod: { id: string }[] };
  const key = assertionMethod.find(({ id }) => id === url);
  return { ...loaded, document: { '@context': 'https://w3id.org/security/multikey/v1', ...key } };
}
