import { englishWords } from '@adjoin/protocol/pairing/words-en';
import { frenchWords } from '@adjoin/protocol/pairing/words-fr';
import { renderSchemas } from './schemas.ts';
import { renderDigest } from './vectors/digest.ts';
import { renderExportedObject } from './vectors/exported-object.ts';
import { renderJsonTexts } from './vectors/json-texts.ts';
import { renderKeys } from './vectors/keys.ts';
import { renderLog } from './vectors/log.ts';
import { renderPairing } from './vectors/pairing.ts';
import { renderRefusedPages } from './vectors/refused-pages.ts';
import { renderRefusedStatements } from './vectors/refused-statements.ts';
import { renderRequests } from './vectors/requests.ts';
import { renderStatements } from './vectors/statements.ts';

/** Folders of the specification in which everything is generated. */
export const GENERATED_FOLDERS = ['schemas', 'words'] as const;

/** Every generated file of the specification, by its path in it. The same on every machine and at every time. */
export function renderSpec(): ReadonlyMap<string, string> {
  const documents = new Map<string, object>([
    ...renderSchemas(),
    ['words/en.json', englishWords],
    ['words/fr.json', frenchWords],
    ['vectors/digest.json', renderDigest()],
    ['vectors/exported-object.json', renderExportedObject()],
    ['vectors/json.json', renderJsonTexts()],
    ['vectors/keys.json', renderKeys()],
    ['vectors/log.json', renderLog()],
    ['vectors/pairing.json', renderPairing()],
    ['vectors/refused-pages.json', renderRefusedPages()],
    ['vectors/refused-statements.json', renderRefusedStatements()],
    ['vectors/requests.json', renderRequests()],
    ['vectors/statements.json', renderStatements()],
  ]);
  return new Map([...documents].map(([path, document]) => [path, `${JSON.stringify(document, null, 2)}\n`]));
}
