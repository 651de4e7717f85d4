import type { Page } from 'playwright-core';
import { call } from '../world/two-companies.ts';
import type { Story } from './story.ts';

export type Screen = {
  readonly name: string;
  readonly path: (ids: Story['ids']) => string;
  /** Before the log-in. */
  readonly open?: boolean;
  /** Its way there is another on a phone. */
  readonly wideOnly?: boolean;
  readonly prepare?: (page: Page, story: Story) => Promise<void>;
};

const shared = ({ shared: id }: Story['ids']): string => `/channels/${id}`;
const audience = (ids: Story['ids']): string => `${shared(ids)}/audience`;
const dialog = (page: Page) => page.locator('[role=dialog]');

async function openPostMenu(page: Page): Promise<void> {
  await page.locator('article').last().focus();
  await page.locator('article:focus [aria-haspopup]').last().click();
  await page.locator('[role=menu]').waitFor();
}

async function write(page: Page, text: string): Promise<void> {
  await page.locator('form textarea').fill(text);
}

async function openDialog(page: Page, opener: string): Promise<void> {
  await page.locator(opener).click();
  await dialog(page).waitFor();
}

const entry: readonly Screen[] = [
  { name: 'set-up', path: () => '/setup?token=abc', open: true },
  { name: 'activate', path: () => '/activate?token=abc', open: true },
  { name: 'log-in', path: () => '/', open: true },
  {
    name: 'log-in-refused',
    path: () => '/',
    open: true,
    prepare: async (page) => {
      await page.locator('[name=email]').fill('nadia@acme.example');
      await page.locator('[name=password]').fill('not this one');
      await page.locator('[type=submit]').click();
      await page.locator('[role=alert]').waitFor();
    },
  },
  {
    name: 'unreachable',
    path: () => '/',
    open: true,
    prepare: async (page) => {
      await page.route('**/v1/sessions/refresh', (route) => route.abort());
      await page.reload();
      await page.locator('[role=alert]').waitFor();
    },
  },
];

const channels: readonly Screen[] = [
  { name: 'internal', path: ({ internal }) => `/channels/${internal}` },
  { name: 'shared', path: shared },
  { name: 'shared-alone', path: ({ alone }) => `/channels/${alone}` },
  { name: 'missing', path: () => '/channels/chan_none' },
  { name: 'post-menu', path: shared, prepare: openPostMenu },
  {
    name: 'post-edit',
    path: shared,
    prepare: async (page) => {
      await openPostMenu(page);
      await page.locator('[role=menuitem]').first().click();
      await page.locator('article textarea').waitFor();
    },
  },
  {
    name: 'post-delete',
    path: shared,
    prepare: async (page) => {
      await openPostMenu(page);
      await page.locator('[role=menuitem]').last().click();
      await dialog(page).waitFor();
    },
  },
  {
    name: 'emoji',
    path: shared,
    prepare: async (page) => {
      await page.locator('article').last().focus();
      await page.locator('article:focus [aria-haspopup]').first().click();
      await page.locator('[role=menu]').waitFor();
    },
  },
  {
    name: 'not-sent',
    path: shared,
    prepare: async (page) => {
      await page.route('**/v1/channels/*/posts', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
      await write(page, 'The gate code is with the driver.');
      await page.locator('form [type=submit]').click();
      await page.locator('form [role=alert]').waitFor();
      await write(page, '');
      await write(page, 'The gate code is with the driver.');
    },
  },
  {
    name: 'audience-changed',
    path: shared,
    prepare: async (page, { asAdmin, ids }) => {
      await write(page, 'The gate code is with the driver.');
      const members = `/v1/channels/${ids.shared}/members`;
      const isMei = ({ name }: { name: string }): boolean => name === 'Mei Tanaka';
      const mei = (await call(asAdmin, 'GET', '/v1/people')).data.find(isMei).id;
      const isIn = (await call(asAdmin, 'GET', members)).data.some(isMei);
      await (isIn ? call(asAdmin, 'DELETE', `${members}/${mei}`) : call(asAdmin, 'POST', members, { person_ids: [mei] }));
      await page.locator('form [role=alert]').waitFor();
    },
  },
  {
    name: 'connection-lost',
    path: shared,
    prepare: async (page) => {
      await page.route('**/v1/events', (route) => route.abort());
      await page.reload();
      await page.locator('[role=status] button').waitFor({ timeout: 60_000 });
    },
  },
  {
    name: 'thread',
    path: shared,
    prepare: async (page) => {
      await page.locator('article footer a').last().click();
      await page.locator('aside article').nth(2).waitFor();
    },
  },
  { name: 'create-channel', path: shared, wideOnly: true, prepare: (page) => openDialog(page, 'nav section >> nth=1 >> button') },
  {
    name: 'preferences',
    path: shared,
    wideOnly: true,
    prepare: async (page) => {
      await page.locator('footer nav + button').click();
      await page.locator('[role=menu]').waitFor();
    },
  },
];

const audiences: readonly Screen[] = [
  { name: 'audience', path: audience },
  { name: 'audience-internal', path: ({ internal }) => `/channels/${internal}/audience` },
  { name: 'add-members', path: audience, prepare: (page) => openDialog(page, 'aside section button >> nth=0') },
  { name: 'end-share', path: audience, prepare: (page) => openDialog(page, 'aside section:last-child li button') },
  {
    name: 'share',
    path: ({ alone }) => `/channels/${alone}/audience`,
    prepare: async (page) => {
      await openDialog(page, 'aside section:last-child > button');
      await dialog(page).locator('input').first().check();
    },
  },
];

const company: readonly Screen[] = [
  { name: 'people', path: () => '/people' },
  { name: 'add-person', path: () => '/people', prepare: (page) => openDialog(page, 'main header button') },
  {
    name: 'activation-link',
    path: () => '/people',
    prepare: async (page) => {
      await page.locator('main li [aria-haspopup]').last().click();
      await page.locator('[role=menuitem]').first().click();
      await dialog(page).locator('textarea').waitFor();
    },
  },
  { name: 'partners', path: () => '/partners' },
  { name: 'invite', path: () => '/partners', prepare: (page) => openDialog(page, 'main header button >> nth=1') },
  {
    name: 'paste-invitation',
    path: () => '/partners',
    prepare: async (page) => {
      await openDialog(page, 'main header button >> nth=0');
      await dialog(page).locator('textarea').fill('half of an invitation');
      await dialog(page).locator('[type=submit]').click();
      await dialog(page).locator('[role=alert]').waitFor();
    },
  },
  { name: 'partner-to-confirm', path: ({ cedar }) => `/partners/${cedar}` },
  { name: 'partner', path: ({ bolt }) => `/partners/${bolt}` },
  { name: 'partner-suspend', path: ({ bolt }) => `/partners/${bolt}`, prepare: (page) => openDialog(page, 'main header button >> nth=0') },
  { name: 'offer', path: ({ offer }) => `/offers/${offer}` },
  { name: 'offer-decline', path: ({ offer }) => `/offers/${offer}`, prepare: (page) => openDialog(page, 'main button >> nth=-1') },
];

/** Every screen of the app, with the states that need a look of their own. */
export const screens: readonly Screen[] = [...entry, ...channels, ...audiences, ...company];
