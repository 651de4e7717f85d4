import { createUnclaimedTestNode } from '@adjoin/node/testing/create-test-node';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringAxe, findViolations } from './find-violations.ts';
import { openBrowser, openWindow, watchPage } from './open-browser.ts';

let node: Awaited<ReturnType<typeof createUnclaimedTestNode>>;
let browser: Browser;
let url: string;

beforeAll(async () => {
  node = await createUnclaimedTestNode();
  url = await node.node.app.listen({ port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await node?.dispose();
});

test.each([['light', 1280], ['dark', 390]] as const)('the page about the API loads nothing from elsewhere and axe finds nothing, in the %s, on %i px', async (theme, width) => {
  const page = await (await openWindow(browser, { theme, width, language: 'en' })).newPage();
  const faults = watchPage(page, { url });
  await page.goto(`${url}/docs#create_post`);
  await page.getByRole('region', { name: 'Posts' }).waitFor();
  for (const answer of await page.locator('article[aria-labelledby=create_post] summary').all()) await answer.click();
  await bringAxe(page);
  expect(await findViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.context().close();
});
