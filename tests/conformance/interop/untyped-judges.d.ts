// The Digital Bazaar packages come without types; this is the little that the tests use.

declare module '@digitalbazaar/data-integrity' {
  export const DataIntegrityProof: new (options: { cryptosuite: object; signer?: object; date?: string }) => object;
}

declare module '@digitalbazaar/eddsa-jcs-2022-cryptosuite' {
  export function createSignCryptosuite(): object;
  export function createVerifyCryptosuite(): object;
}

declare module '@digitalbazaar/ed25519-multikey' {
  export function from(key: object): Promise<{ signer(): object }>;
}

declare module 'jsonld-signatures' {
  type Options = {
    suite: object;
    purpose: object;
    documentLoader: (url: string) => Promise<{ contextUrl: null; documentUrl: string; document: unknown }>;
  };
  const signatures: {
    purposes: { AssertionProofPurpose: new () => object };
    sign(document: object, options: Options): Promise<Record<string, unknown>>;
    verify(document: object, options: Options): Promise<{ verified: boolean; error?: unknown }>;
  };
  export default signatures;
}
