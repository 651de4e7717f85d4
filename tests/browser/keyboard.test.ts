import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort, makeDataDir, removeDataDir, startCompany, type CompanyProcess } from '../world/company-process.ts';
import { PASSWORD, setUpCompany } from '../world/two-companies.ts';
import { desktop, openBrowser, openWindow } from './open-browser.ts';

let browser: Browser;
let alder: CompanyProcess;
let page: Page;

beforeAll(async () => {
  alder = await startCompany({ name: 'Alder', dataDir: makeDataDir('alder'), port: await findFreePort() });
  await setUpCompany(alder);
  browser = await openBrowser();
  page = await (await openWindow(browser, desktop)).newPage();
});

afterAll(async () => {
  await browser?.close();
  await alder.stop();
  removeDataDir(alder.dataDir);
});

const MOST_STOPS = 40;
/** What the focused element is called, or the last line of what it says. */
const focused = (): Promise<string> => page.evaluate('(document.activeElement.ariaLabel ?? document.activeElement.innerText ?? "").trim().split("\\n").at(-1)');

/** Presses a key until what has the focus is called `name`. */
async function press(key: string, name: string): Promise<void> {
  const met: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press(key);
    met.push(await focused());
    if (met.at(-1) === name) return;
  }
  throw new Error(`${key} never leads to "${name}", only to: ${met.join(' | ')}`);
}

const type = (text: string): Promise<void> => page.keyboard.type(text);

test('logs in', async () => {
  await page.goto(alder.url);
  await page.locator('[name=email]').waitFor();
  await type('admin@alder.example');
  await page.keyboard.press('Tab');
  await type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Begin inside Alder' }).waitFor();
  expect(page.url()).toBe(`${alder.url}/`);
});

test('makes a channel in a dialog that keeps the focus and gives it back', async () => {
  await press('Tab', 'Create a channel inside only');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await focused()).toBe('Create a channel inside only');
  await page.keyboard.press('Enter');
  await page.getByLabel('Name', { exact: true }).waitFor();
  await press('Tab', 'Close');
  await page.keyboard.press('Tab');
  await type('pumps');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'pumps' }).waitFor();
});

test('writes, reacts and replies', async () => {
  await press('Tab', 'Post to pumps');
  await type('First');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('article').filter({ hasText: 'First' }).waitFor();
  await type('Second');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('article').filter({ hasText: 'Second' }).waitFor();
  await page.keyboard.press('Shift+Tab');
  expect(await page.evaluate('document.activeElement.matches("article")')).toBe(true);
  await page.keyboard.press('ArrowUp');
  expect(await page.evaluate('document.activeElement.innerText')).toContain('First');
  await press('Tab', 'React');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '✅, 1' }).waitFor();
  await press('Tab', 'Reply');
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Thread' }).waitFor();
  expect(await focused()).toBe('Reply');
  await type('An answer');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('complementary').getByRole('article').filter({ hasText: 'An answer' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('complementary').waitFor({ state: 'detached' });
});

test('edits and deletes', async () => {
  await page.reload();
  await page.getByRole('article').filter({ hasText: 'An answer' }).waitFor();
  await press('Tab', 'Post to pumps');
  await page.keyboard.press('Shift+Tab');
  await press('Tab', 'More');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Text of the post').waitFor();
  await type(', improved');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'edited' }).waitFor();
  expect(await page.evaluate('document.activeElement.innerText')).toContain('An answer, improved');
  await press('Tab', 'More');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await press('Tab', 'Delete');
  await page.keyboard.press('Enter');
  await page.getByRole('article').filter({ hasText: 'Deleted' }).waitFor();
});

test('leaves', async () => {
  await press('Tab', 'Alder Admin');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Log in to Alder' }).waitFor();
  expect(await page.evaluate('document.activeElement.name')).toBe('email');
});
