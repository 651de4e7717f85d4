import { writeFileSync } from 'node:fs';
import { renderClientTypes, TYPES_FILE } from './generate-client/render-client-types.ts';

/** `npm run generate -w packages/client`: brings the client's types up to date with the node's routes. */
writeFileSync(TYPES_FILE, await renderClientTypes());
