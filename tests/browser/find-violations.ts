import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EVERYTHING = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What differs between two themes of one page. */
export const COLOURS = ['color-contrast'];

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[] };

/** Brings axe into a page. The policy of our pages forbids scripts from elsewhere, so the driver does it. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(axeSource);
}

/** What axe, once brought in, finds wrong by some of its rules, in lines. */
export async function findViolations(page: Page, rules: readonly string[] = EVERYTHING): Promise<string[]> {
  const violations = await page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: { run: (options: unknown) => Promise<{ violations: Violation[] }> } };
    return (await axe.run(options)).violations;
  }, { runOnly: rules });
  const isTooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
  return [...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`), ...(isTooWide === true ? ['the page scrolls sideways'] : [])];
}
