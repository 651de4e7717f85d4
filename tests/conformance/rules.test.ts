import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSpec, SPEC } from './read-spec.ts';

const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));
const THREAT_COUNT = 52;

const pages = globSync('*.md', { cwd: SPEC }).map((path) => ({ path, text: readSpec(path) }));
const sources = globSync('{packages,tests,scripts}/**/*.{ts,tsx,md}', { cwd: CHECKOUT, exclude: (path) => /(^|\/)(node_modules|dist|generated)$/.test(path) }).map(
  (path) => ({ path, text: readFileSync(CHECKOUT + path, 'utf8') }),
);

const defined = pages.flatMap(({ text }) => [...text.matchAll(/^\*\*([A-Z]+-\d+)\*\*/gm)].map(([, id]) => id as string));
const families = [...new Set(defined.map((id) => id.split('-')[0] as string))];

type Citation = { readonly path: string; readonly id: string };

function cited(texts: readonly { path: string; text: string }[], pattern: RegExp): Citation[] {
  return texts.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, id]) => ({ path, id: id as string })));
}

describe('the rules of the specification', () => {
  it('are defined once each, and numbered without a gap', () => {
    const expected = families.flatMap((family) => {
      const count = defined.filter((id) => id.startsWith(`${family}-`)).length;
      return Array.from({ length: count }, (_, index) => `${family}-${index + 1}`);
    });
    expect(defined.toSorted()).toEqual(expected.toSorted());
  });

  it('stand on the page that the README names, all of them', () => {
    const rows = [...readSpec('README.md').matchAll(/^\| \[([a-z-]+\.md)\]\([a-z-]+\.md\) \| ([^|]+) \|/gm)];
    const promised = rows.flatMap(([, page, ranges]) =>
      [...(ranges as string).matchAll(/([A-Z]+)-1 … [A-Z]+-(\d+)/g)].map(([, family, last]) => `${page} ${family} ${last}`),
    );
    const actual = pages.flatMap(({ path, text }) => {
      const ids = [...text.matchAll(/^\*\*([A-Z]+)-(\d+)\*\*/gm)];
      const last = new Map(ids.map(([, family, number]) => [family as string, number as string]));
      return [...last].map(([family, number]) => `${path} ${family} ${number}`);
    });
    expect(promised.toSorted()).toEqual(actual.toSorted());
  });

  const unknown = ({ id }: Citation): boolean => !defined.includes(id);

  it('are the ones that code, tests and pages cite', () => {
    const inText = new RegExp(`\\b((?:${families.join('|')})-\\d+)\\b`, 'g');
    expect(cited([...sources, ...pages], inText).filter(unknown)).toEqual([]);
  });

  it('are what is called a rule, whatever its family', () => {
    expect(cited(sources, /\brules? ([A-Z]{2,6}-\d+)\b/g).filter(unknown)).toEqual([]);
  });

  it('or threats name every test that begins with an id', () => {
    const titles = cited(sources.filter(({ path }) => path.includes('.test.')), /['"`]\[([A-Z]{2,6}-\d+)\] /g);
    expect(titles.filter(({ id }) => !id.startsWith('THREAT-')).filter(unknown)).toEqual([]);
    expect(titles.length).toBeGreaterThan(100);
  });
});

describe('the pages', () => {
  it('link to what is there', () => {
    const links = pages.flatMap(({ path, text }) => [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => ({ path, target: target as string })));
    expect(links.filter(({ target }) => !existsSync(SPEC + target))).toEqual([]);
    expect(links.length).toBeGreaterThan(30);
  });
});

describe('the threats', () => {
  it('that code and tests cite exist', () => {
    const lists = cited(sources, /\bTHREATS?[ -](\d+(?:(?:,| and| …|–) ?\d+)*)/g);
    const beyond = lists.filter(({ id }) => id.split(/\D+/).some((number) => Number(number) < 1 || Number(number) > THREAT_COUNT));
    expect(beyond).toEqual([]);
  });
});

describe('the problem codes', () => {
  const table = [...readSpec('problems.md').matchAll(/^\| \d{3} \|([^|]+)\|/gm)].flatMap(([, cell]) => [...(cell as string).matchAll(/`([a-z0-9-]{3,64})`/g)].map(([, code]) => code as string));
  const codesIn = (folders: RegExp, pattern: RegExp): string[] =>
    sources.filter(({ path }) => folders.test(path) && !path.includes('.test.')).flatMap(({ text }) => [...text.matchAll(pattern)].map(([, code]) => code as string));

  it('of problems.md are ones that the code knows', () => {
    const known = new Set(codesIn(/^packages\/(protocol|node)\//, /'([a-z0-9-]{3,64})'/g));
    expect(table.filter((code) => !known.has(code))).toEqual([]);
    expect(table.length).toBeGreaterThan(30);
  });

  it('of the protocol package, and of what partners ask of a node, are all in problems.md', () => {
    const thrown = [
      ...codesIn(/^packages\/protocol\//, /\bcode: '([a-z0-9-]+)'/g),
      ...codesIn(/^packages\/protocol\//, /\b(?:refuse|refusal)\('([a-z0-9-]+)'/g),
      ...codesIn(/^packages\/node\/src\/features\/replication\/problems\.ts$/, /\bcode: '([a-z0-9-]+)'/g),
    ];
    const local = ['invalid-pairing-transcript', 'invalid-pairing-nonce'];
    expect([...new Set(thrown)].filter((code) => !table.includes(code) && !local.includes(code))).toEqual([]);
  });
});
