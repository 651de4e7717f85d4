import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort, makeDataDir, removeDataDir, startCompany } from '../world/company-process.ts';
import { call, PASSWORD, setUpCompany, type Company } from '../world/two-companies.ts';
import { desktop, logIn, openBrowser, openWindow } from './open-browser.ts';

let browser: Browser;
let alder: Company;
let page: Page;
let bob: string;

beforeAll(async () => {
  alder = await setUpCompany(await startCompany({ name: 'Alder', dataDir: makeDataDir('alder'), port: await findFreePort() }));
  bob = (await call(alder, 'POST', '/v1/people', { name: 'Bob', email: 'bob@alder.example' })).person.id;
  browser = await openBrowser();
  page = await (await openWindow(browser, desktop)).newPage();
  await page.goto(alder.process.url);
  await logIn(page, { email: 'admin@alder.example', password: PASSWORD });
  // Away from the channels, so that the first one does not open by itself.
  await page.getByRole('link', { name: 'People' }).click();
});

afterAll(async () => {
  await browser?.close();
  await alder.process.stop();
  removeDataDir(alder.process.dataDir);
});

const makeChannel = async (name: string): Promise<string> => (await call(alder, 'POST', '/v1/channels', { name, perimeter: 'shared' })).id;
const open = (name: string): Promise<void> => page.getByRole('link', { name, exact: true }).click();

/** Holds the node's first answer to a request until `meanwhile` is over: by then it is out of date. */
async function overtake(url: string, meanwhile: () => Promise<void>): Promise<Promise<void>> {
  let overtaken: () => void;
  const done = new Promise<void>((resolve) => (overtaken = resolve));
  await page.route(
    url,
    async (route: Route) => {
      const response = await route.fetch();
      await meanwhile();
      await route.fulfill({ response }).catch(() => undefined);
      overtaken();
    },
    { times: 1 },
  );
  return done;
}

/** Brings Bob into a channel and waits until the page asks for what this has changed: it knows of all events up to here. */
async function bringBob(channelId: string): Promise<void> {
  const asked = page.waitForRequest(/\/v1\/channels\?/);
  await call(alder, 'POST', `/v1/channels/${channelId}/members`, { person_ids: [bob] });
  await asked;
}

test('an audience that changes while it is being read is shown as it is now', async () => {
  const channel = await makeChannel('pumps');
  await page.getByRole('link', { name: 'pumps' }).waitFor();
  void overtake('**/audience', () => bringBob(channel));
  await open('pumps');
  await page.getByText('2 people at Alder can see this').waitFor();
  expect(await page.getByText('1 person at Alder').count()).toBe(0);
});

test('a post that arrives while the channel is being read is shown', async () => {
  const channel = await makeChannel('seals');
  await page.getByRole('link', { name: 'seals' }).waitFor();
  void overtake('**/posts?*', async () => {
    await call(alder, 'POST', `/v1/channels/${channel}/posts`, { text: 'Just in between' });
    await bringBob(channel);
  });
  await open('seals');
  await page.getByRole('article').filter({ hasText: 'Just in between' }).waitFor();
  expect(await page.getByRole('article').count()).toBe(1);
});
