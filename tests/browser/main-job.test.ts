import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort, makeDataDir, removeDataDir, startCompany, type CompanyProcess } from '../world/company-process.ts';
import { desktop, openBrowser, openWindow, watchPage } from './open-browser.ts';

const PASSWORD = 'correct horse battery staple';

type Desk = { readonly process: CompanyProcess; readonly page: Page; readonly faults: readonly string[] };

let browser: Browser;
let alder: Desk;
let birch: Desk;

async function openDesk(name: string): Promise<Desk> {
  const process = await startCompany({ name, dataDir: makeDataDir(name), port: await findFreePort() });
  const page = await (await openWindow(browser, desktop)).newPage();
  return { process, page, faults: watchPage(page, process) };
}

beforeAll(async () => {
  browser = await openBrowser();
  [alder, birch] = await Promise.all([openDesk('Alder'), openDesk('Birch')]);
});

afterAll(async () => {
  await browser.close();
  for (const { process } of [alder, birch]) {
    await process.stop();
    removeDataDir(process.dataDir);
  }
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const box = (page: Page) => page.locator('form textarea').first();
const post = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text });

async function setUp({ process, page }: Desk, admin: string): Promise<void> {
  await page.goto(`${process.url}/setup?token=${process.setupToken}`);
  await page.getByLabel('Company').fill(process.name);
  await page.getByLabel('Your name').fill(admin);
  await page.getByLabel('E-mail').fill(`${admin.toLowerCase()}@${process.name.toLowerCase()}.example`);
  await page.getByLabel('Password').fill(PASSWORD);
  await button(page, 'Set up').click();
  await page.getByRole('heading', { name: `Begin inside ${process.name}` }).waitFor();
}

test('each admin sets a node up by its link, once', async () => {
  await setUp(alder, 'Ada');
  await setUp(birch, 'Ben');
  const again = await birch.page.context().newPage();
  await again.goto(`${birch.process.url}/setup?token=${birch.process.setupToken}`);
  for (const [label, text] of [['Company', 'Mallory'], ['Your name', 'Mallory'], ['E-mail', 'm@mallory.example'], ['Password', PASSWORD]] as const) await again.getByLabel(label).fill(text);
  await button(again, 'Set up').click();
  expect(await again.getByRole('alert').innerText()).toContain('This link was used before.');
  await again.close();
});

/** Types back the two words that are asked for, as heard from the other side. */
async function typeWords(page: Page): Promise<string> {
  const sentence = page.locator('section p[lang]');
  await sentence.waitFor();
  for (const field of await page.getByLabel(/^Word \d$/).all()) {
    const position = (await field.getAttribute('name'))?.split('-')[1];
    const marked = await sentence.locator('strong', { has: page.locator(`span:text-is("${position}")`) }).innerText();
    await field.fill(marked.replace(/^\d\s*/, ''));
  }
  const said = await sentence.innerText();
  await button(page, 'The words agree').click();
  return said;
}

test('two companies pair by an invitation and a sentence', async () => {
  await alder.page.getByRole('link', { name: 'Partners' }).click();
  await button(alder.page, 'Invite a partner').click();
  await button(alder.page, 'Make an invitation').click();
  const invitation = await alder.page.getByLabel('Invitation', { exact: true }).inputValue();
  await button(alder.page, 'Done').click();

  await birch.page.getByRole('link', { name: 'Partners' }).click();
  await button(birch.page, 'Paste an invitation').click();
  await birch.page.getByLabel('Invitation', { exact: true }).fill(invitation);
  await button(birch.page, 'Pair').click();
  const saidAtBirch = await typeWords(birch.page);

  await alder.page.getByRole('link', { name: 'Birch' }).click();
  expect(await typeWords(alder.page)).toBe(saidAtBirch);
  for (const { page } of [alder, birch]) await page.getByText('Active', { exact: true }).waitFor();
});

test('a shared channel looks shared, and reaches the partner only once it accepts', async () => {
  const { page } = alder;
  await button(page, 'Create a shared channel').click();
  await page.getByLabel('Name', { exact: true }).fill('pumps');
  await button(page, 'Create shared channel').click();
  await page.getByText('Shared, no partner yet').first().waitFor();
  await page.getByRole('link', { name: 'Who sees this' }).click();
  await button(page, 'Share with a partner…').click();
  await page.getByRole('radio', { name: 'Birch' }).check();
  await button(page, 'Share with Birch').click();
  await page.getByText('Asked; sees nothing before it accepts').waitFor();

  await birch.page.getByRole('link', { name: /^pumps from Alder/ }).click();
  await button(birch.page, 'Accept and join').click();
  await birch.page.getByText('Alder will see this: 2 people, 2 companies.').waitFor();
  await page.getByText('Birch will see this: 2 people, 2 companies.').first().waitFor();
  for (const desk of [alder, birch]) expect(await desk.page.getByRole('region', { name: /^Shared with/ }).count()).toBe(1);
});

test('a post at one company is read live at the other, and its author sees that it has arrived', async () => {
  const sending = alder.page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/posts'));
  await box(alder.page).fill('Which **seal** fits series 4?');
  await button(alder.page, 'Send to Alder + Birch').click();
  // What you saw is what you share: the post names the audience that was shown.
  expect((await sending).headers()['audience-match']).toMatch(/^"\d+-/);
  const arrived = post(birch.page, 'Which seal fits series 4?');
  await arrived.waitFor();
  expect(await arrived.innerText()).toContain('Alder');
  expect(await arrived.locator('strong', { hasText: 'seal' }).count()).toBe(1);
  await post(alder.page, 'Which seal').getByText(/copied to Birch \d\d:\d\d/).waitFor();
});

test('a reply, a reaction, an edit and a deletion cross the border too', async () => {
  const question = post(birch.page, 'Which seal');
  await question.hover();
  await button(birch.page, 'Reply').first().click();
  const thread = birch.page.getByRole('complementary', { name: 'Thread' });
  await thread.locator('textarea').fill('The *green* one.');
  await thread.locator('textarea').press('Control+Enter');
  const reply = post(alder.page, 'The green one.');
  await reply.waitFor();

  await reply.hover();
  await reply.getByRole('button', { name: 'React' }).click();
  await alder.page.getByRole('menuitem', { name: '👍' }).click();
  await post(birch.page, 'The green one.').getByRole('button', { name: '👍, 1' }).first().waitFor();

  const own = post(birch.page, 'The green one.').first();
  await own.hover();
  await own.getByRole('button', { name: 'More' }).click();
  await birch.page.getByRole('menuitem', { name: 'Edit' }).click();
  await birch.page.getByLabel('Text of the post').fill('The blue one.');
  await button(birch.page, 'Save').click();
  await post(alder.page, 'The blue one.').getByRole('button', { name: 'edited' }).waitFor();

  const edited = post(birch.page, 'The blue one.').first();
  await edited.hover();
  await edited.getByRole('button', { name: 'More' }).click();
  await birch.page.getByRole('menuitem', { name: 'Delete…' }).click();
  await button(birch.page, 'Delete').click();
  await alder.page.getByRole('article').filter({ hasText: 'Deleted' }).waitFor();
  expect(await post(alder.page, 'The blue one.').count()).toBe(0);
});

test('what is written inside never appears at the partner', async () => {
  const { page } = alder;
  await button(page, 'Create a channel inside only').click();
  await page.getByLabel('Name', { exact: true }).fill('margins');
  await button(page, 'Create inside Alder').click();
  await page.getByText('Stays inside Alder: 1 person can see this.').waitFor();
  await box(page).fill('Birch pays 12 % more than it has to.');
  await button(page, 'Send inside Alder').click();
  await post(page, 'Birch pays').waitFor();
  expect(await post(page, 'Birch pays').getByText(/copied|queued/).count()).toBe(0);
  await birch.page.reload();
  await birch.page.getByRole('link', { name: /pumps/ }).waitFor();
  expect(await birch.page.locator('body').innerText()).not.toMatch(/margins|12 %/);
});

test('a draft that cannot be sent is kept, and is sent once when the node is back', async () => {
  const { page } = birch;
  await page.route('**/v1/channels/*/posts', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await box(page).fill('Kept while the line is down');
  await box(page).press('Control+Enter');
  await page.getByText('Not sent. Your text is back in the box.').waitFor();
  await page.unroute('**/v1/channels/*/posts');
  await page.reload();
  expect(await box(page).inputValue()).toBe('Kept while the line is down');
  await button(page, 'Send to Birch + Alder').click();
  await post(page, 'Kept while the line is down').waitFor();
  expect(await box(page).inputValue()).toBe('');
});

test('somebody who logs out leaves nothing behind', async () => {
  const { page, process } = birch;
  await box(page).fill('A half-written thought');
  await button(page, 'Ben').click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in to Birch' }).waitFor();
  await page.goto(process.url);
  await page.getByLabel('Password').waitFor();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('half-written');
});

test('the pages ran without an error and asked nobody but their own node', () => {
  expect(alder.faults).toEqual([]);
  expect(birch.faults).toEqual([]);
});
