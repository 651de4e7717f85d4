import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listSources } from './tidy/list-sources.ts';
import { findUntidiness } from './tidy/rules.ts';

/** Examples of all that is untidy. */
const EXAMPLES = 'scripts/tidy/rules.test.ts';

/** Prints what breaks the rules of the house that no linter knows, and exits 1 if anything does. */
function main(): void {
  const checkout = fileURLToPath(new URL('..', import.meta.url));
  const paths = listSources(checkout).filter((path) => path !== EXAMPLES);
  const findings = paths.flatMap((path) => findUntidiness(path, readFileSync(checkout + path, 'utf8')));
  for (const { path, line, message } of findings) console.log(`${path}:${line}: ${message}`);
  console.log(`tidy: ${paths.length} files, ${findings.length} to tidy`);
  if (findings.length > 0) process.exitCode = 1;
}

main();
