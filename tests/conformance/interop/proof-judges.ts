import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { verifyObject } from '@fedify/fedify/sig';
import { Object as AnyObject } from '@fedify/fedify/vocab';
import jsigs from 'jsonld-signatures';
import type { LoadDocument, Published } from './published-documents.ts';

export type JsonObject = Record<string, unknown>;
export type ProofJudge = (document: JsonObject) => Promise<boolean>;

/** Two independent verifiers of eddsa-jcs-2022, who know these documents only. */
export function proofJudges({ loadDocument, loadDocumentOrKey }: Published): Record<string, ProofJudge> {
  return {
    'Digital Bazaar': async (document) => {
      const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
      const { verified } = await jsigs.verify(structuredClone(document), withAssertionPurpose(suite, loadDocumentOrKey));
      return verified;
    },
    'Fedify': async (document) => await verifyObject(AnyObject, document, { documentLoader: loadDocument, contextLoader: loadDocument }) !== null,
  };
}

export function withAssertionPurpose(suite: object, documentLoader: LoadDocument): { suite: object; purpose: object; documentLoader: LoadDocument } {
  return { suite, purpose: new jsigs.purposes.AssertionProofPurpose(), documentLoader };
}

export function proofVerdictOf(judge: ProofJudge, document: JsonObject): Promise<boolean> {
  return judge(document).catch(() => false);
}
