import { preloadedContexts } from '@fedify/fedify/runtime';

type Loaded = { contextUrl: null; documentUrl: string; document: unknown };
export type LoadDocument = (url: string) => Promise<Loaded>;

export type Published = {
  /** Serves the actors, their keys as part of them, and the well-known contexts. Nothing is fetched. */
  readonly loadDocument: LoadDocument;
  /** As `loadDocument`, but a key's id gives the key alone, as Digital Bazaar's verifier expects. */
  readonly loadDocumentOrKey: LoadDocument;
};

/** The world as a verifier sees it: these actor documents and no others. */
export function publish(...actors: readonly Record<string, unknown>[]): Published {
  async function loadDocument(url: string): Promise<Loaded> {
    const [actorId] = url.split('#');
    const document = actors.find(({ id }) => id === actorId) ?? preloadedContexts[url];
    if (document === undefined) throw new Error(`Nothing is published at ${url}`);
    return { contextUrl: null, documentUrl: url, document };
  }

  async function loadDocumentOrKey(url: string): Promise<Loaded> {
    const loaded = await loadDocument(url);
    if (!url.includes('#')) return loaded;
    const { assertionMethod } = loaded.document as { assertionMethod: { id: string }[] };
    const key = assertionMethod.find(({ id }) => id === url);
    return { ...loaded, document: { '@context': 'https://w3id.org/security/multikey/v1', ...key } };
  }

  return { loadDocument, loadDocumentOrKey };
}
