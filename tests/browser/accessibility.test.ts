import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bringAxe, COLOURS, findViolations } from './find-violations.ts';
import { logIn, openBrowser, openWindow, settle, watchPage, watchRequests, type Look } from './open-browser.ts';
import { screens, type Screen } from './screens.ts';
import { tellStory, type Story } from './story.ts';

/** A folder to keep a picture of every screen in; then every language is shown at every width. */
const PICTURES = process.env.ADJOIN_SCREENSHOTS;

/** Each language at one width at least; each screen in both themes. */
const looks: readonly Omit<Look, 'theme'>[] = [
  { language: 'en', width: 1280 },
  { language: 'fr', width: 390 },
  ...(PICTURES === undefined ? [] : ([{ language: 'fr', width: 1280 }, { language: 'en', width: 390 }] as const)),
];
const NARROW = 600;

let browser: Browser;
let story: Story;

beforeAll(async () => {
  if (PICTURES !== undefined) mkdirSync(PICTURES, { recursive: true });
  story = await tellStory();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await story?.stop();
});

async function examine(page: Page, screen: Screen, { language, width }: Omit<Look, 'theme'>): Promise<string[]> {
  const found: string[] = [];
  await bringAxe(page);
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${screen.name}-${theme}-${language}-${width}.png` });
    found.push(...(await findViolations(page, theme === 'light' ? undefined : COLOURS)).map((violation) => `${theme}: ${violation}`));
  }
  return found;
}

describe.each(looks)('axe finds nothing, in $language on $width px', (look) => {
  const windows = new Map<boolean, BrowserContext>();

  beforeAll(async () => {
    for (const isOpen of [true, false]) windows.set(isOpen, await openWindow(browser, { ...look, theme: 'light' }));
    const page = await windows.get(false)!.newPage();
    await page.goto(story.acme.url);
    await logIn(page, story.admin);
    await page.close();
  });

  // A page that stays open would go on reading the events for the next one.
  afterEach(() => Promise.all([...windows.values()].flatMap((context) => context.pages()).map((page) => page.close())));

  test.each(screens.filter(({ wideOnly = false }) => !wideOnly || look.width > NARROW))('$name', async (screen) => {
    const page = await windows.get(screen.open ?? false)!.newPage();
    const faults = watchPage(page, story.acme);
    const underway = watchRequests(page);
    await page.goto(story.acme.url + screen.path(story.ids));
    await page.locator('h1:visible').first().waitFor();
    await settle(page, underway);
    await screen.prepare?.(page, story);
    await settle(page, underway);
    expect([...faults, ...(await examine(page, screen, look))]).toEqual([]);
  });
});
