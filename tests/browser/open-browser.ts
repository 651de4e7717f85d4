import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { CompanyProcess } from '../world/company-process.ts';

/** Nothing in the background: every connection of the browser is one that the app asked for. */
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

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
