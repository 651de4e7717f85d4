import { globSync } from 'node:fs';

const SKIPPED_FOLDERS = new Set(['node_modules', '.git', '.cache', 'dist', 'coverage', 'generated', 'vectors']);
const SOURCES = '**/*.{ts,tsx,css,sh,json,md,yaml,toml,service,conf,html}';
const SCRIPTS = '{.ci/run,scripts/*,docker/*,packages/cli/bin/*,packages/*/.*.json,.*.json,.npmrc}';

/** The hand-written text files of a checkout, relative to it, sorted. */
export function listSources(checkout: string): string[] {
  const entries = globSync([SOURCES, SCRIPTS], {
    cwd: checkout,
    withFileTypes: true,
    exclude: (entry) => SKIPPED_FOLDERS.has(entry.name),
  });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((entry) => `${entry.parentPath}/${entry.name}`.slice(checkout.replace(/\/$/, '').length + 1));
  return [...new Set(paths)].toSorted();
}
