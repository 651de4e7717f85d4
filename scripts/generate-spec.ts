import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderSpec } from './generate-spec/render-spec.ts';

/** `npm run generate:spec`: brings the specification's schemas, word lists and vectors up to date with the code. */
const folder = fileURLToPath(new URL('../protocol-spec/', import.meta.url));
for (const [path, text] of renderSpec()) {
  mkdirSync(dirname(folder + path), { recursive: true });
  writeFileSync(folder + path, text);
}
