/** Measures what a first visit to a channel downloads and fails when it is above the limits of UX.md §5. */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limitsKb = { js: 180, css: 25 };
const dist = new URL('../dist/', import.meta.url);

function gzippedKb(path: string): number {
  return gzipSync(readFileSync(new URL(path, dist)), { level: 9 }).length / 1000;
}

/** Everything that index.html loads by itself: scripts, preloaded modules and style sheets. */
function namedIn(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]!);
}

/** The larger of the message catalogs, one of which every visit loads. */
function largestCatalog(): string {
  const catalogs = readdirSync(new URL('assets/', dist)).filter((name) => /^(?:en|fr)-.*\.js$/.test(name));
  return `assets/${catalogs.toSorted((a, b) => gzippedKb(`assets/${b}`) - gzippedKb(`assets/${a}`))[0]}`;
}

const files = [...namedIn(readFileSync(new URL('index.html', dist), 'utf8')), largestCatalog()];
let failed = false;
for (const [kind, limit] of Object.entries(limitsKb)) {
  const measured = files.filter((name) => name.endsWith(`.${kind}`));
  const total = measured.reduce((sum, name) => sum + gzippedKb(name), 0);
  failed ||= total > limit;
  console.log(`${kind}: ${total.toFixed(1)} of ${limit} kB gzipped at first load${total > limit ? ', too much' : ''}`);
}
process.exit(failed ? 1 : 0);
