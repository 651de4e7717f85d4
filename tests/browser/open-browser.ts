import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { CompanyProcess } from '../world/company-process.ts';

/** Nothing in the background: every connection of the browser is one that the app asked for. */
const FLAGS = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(' ');

/** Starts the Chromium that `CHROMIUM` names. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

export type Look = { readonly theme: 'light' | 'dark'; readonly language: 'en' | 'fr'; readonly width: number };

export const desktop: Look = { theme: 'light', language: 'en', width: 1280 };

const PHONE_WIDTH = 600;

/** Someone's browser window; each has its own cookies. The nodes' certificates are their own. */
export function openWindow(browser: Browser, { theme, language, width }: Look): Promise<BrowserContext> {
  const isPhone = width < PHONE_WIDTH;
  return browser.newContext({
    ignoreHTTPSErrors: true,
    colorScheme: theme,
    locale: language === 'en' ? 'en-GB' : 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width, height: isPhone ? 844 : 800 },
    hasTouch: isPhone,
    isMobile: isPhone,
    reducedMotion: 'reduce',
    deviceScaleFactor: isPhone ? 2 : 1,
  });
}

/** Waits until the page has asked for nothing for a while; its event stream stays open and does not count. */
export async function settle(page: Page, underway: ReadonlySet<unknown>): Promise<void> {
  let quietTurns = 0;
  while (quietTurns < 4) {
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 25)))');
    quietTurns = underway.size === 0 ? quietTurns + 1 : 0;
  }
}

/** The requests of a page that have not been answered yet. */
export function watchRequests(page: Page): ReadonlySet<unknown> {
  const underway = new Set<unknown>();
  page.on('request', (request) => {
    if (!request.url().endsWith('/v1/events')) underway.add(request);
  });
  page.on('requestfinished', (request) => underway.delete(request));
  page.on('requestfailed', (request) => underway.delete(request));
  return underway;
}

/** Collects what should not happen on a page: errors, refusals by the content security policy, requests to elsewhere. */
export function watchPage(page: Page, { url }: Pick<CompanyProcess, 'url'>): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A refused or failed request is part of several stories and is shown by the app itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url) faults.push(`a request to ${request.url()}`);
  });
  return faults;
}

export type Credentials = { readonly email: string; readonly password: string };

/** Logs in by the form, whatever the language. */
export async function logIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill(password);
  await page.locator('[type=submit]').click();
  await page.locator('nav section').first().waitFor();
}
