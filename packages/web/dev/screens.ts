/**
 * Opens every screen of the built app against the fake node, keeps a picture of each and runs axe on it.
 * Arguments: words that a screen's name must contain, `--quick` for one language and one theme.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { preview } from "vite";

interface Screen {
  name: string;
  path: string;
  scenario?: "busy" | "empty" | "new";
  loggedIn?: boolean;
  wideOnly?: boolean;
  prepare?: (page: Page, origin: string) => Promise<void>;
}

const channel = "/channels/chan_valves";
const openMenu = (page: Page) => page.locator("article").nth(-1).focus();
const fake = (page: Page, path: string) => page.request.get(new URL(`/__fake/${path}`, page.url()).href);

const screens: Screen[] = [
  { name: "set-up", path: "/setup?token=abc", scenario: "new", loggedIn: false },
  { name: "set-up-waiting", path: "/", scenario: "new", loggedIn: false },
  { name: "activate", path: "/activate?token=abc", loggedIn: false },
  { name: "log-in", path: "/", loggedIn: false },
  {
    name: "log-in-refused",
    path: "/",
    loggedIn: false,
    async prepare(page) {
      await page.locator("[name=email]").fill("nadia@acme.example");
      await page.locator("[name=password]").fill("wrong");
      await page.locator("[type=submit]").click();
      await page.locator("[role=alert]").waitFor();
    },
  },
  { name: "empty", path: "/", scenario: "empty" },
  { name: "list", path: "/people", prepare: (page) => page.evaluate(() => { history.pushState(null, "", "/"); dispatchEvent(new PopStateEvent("popstate")); }) },
  { name: "channel-internal", path: "/channels/chan_general" },
  { name: "channel-shared", path: channel },
  { name: "channel-alone", path: "/channels/chan_claims" },
  { name: "channel-three", path: "/channels/chan_deliv" },
  {
    name: "channel-post-focus",
    path: channel,
    async prepare(page) {
      await openMenu(page);
      await page.locator("article:focus button[aria-haspopup]").last().click();
    },
  },
  {
    name: "channel-edit",
    path: channel,
    async prepare(page) {
      await openMenu(page);
      await page.locator("article:focus button[aria-haspopup]").last().click();
      await page.locator("[role=menuitem]").first().click();
    },
  },
  {
    name: "channel-delete",
    path: channel,
    async prepare(page) {
      await openMenu(page);
      await page.locator("article:focus button[aria-haspopup]").last().click();
      await page.locator("[role=menuitem]").last().click();
    },
  },
  {
    name: "channel-not-sent",
    path: channel,
    async prepare(page) {
      await fake(page, "fail?status=507&code=storage_full");
      await page.locator("textarea").fill("The gate code is with the driver.");
      await page.locator("form [type=submit]").click();
      await page.locator("[role=alert]").waitFor();
    },
  },
  {
    name: "channel-audience-changed",
    path: channel,
    async prepare(page) {
      await page.locator("textarea").fill("The gate code is with the driver.");
      await fake(page, "audience");
      await page.locator("[role=alert]").waitFor();
    },
  },
  {
    name: "channel-lost",
    path: channel,
    async prepare(page) {
      await fake(page, "offline?on=1");
      await page.locator("[role=status] button").waitFor();
    },
  },
  { name: "thread", path: channel, async prepare(page) { await page.locator("article footer a").last().click(); await page.locator("aside").waitFor(); } },
  { name: "audience", path: `${channel}/audience` },
  { name: "share", path: `${channel}/audience`, async prepare(page) { await page.locator("aside section button").last().click(); await page.locator("[role=dialog] input").first().check(); } },
  { name: "add-members", path: `${channel}/audience`, async prepare(page) { await page.locator("aside section button").first().click(); await page.locator("[role=dialog]").waitFor(); } },
  { name: "create-channel", path: channel, wideOnly: true, async prepare(page) { await page.locator("nav section button").nth(1).click(); await page.locator("[role=dialog]").waitFor(); } },
  { name: "preferences", path: channel, wideOnly: true, async prepare(page) { await page.locator("footer nav + button").click(); await page.locator("[role=menu]").waitFor(); } },
  { name: "people", path: "/people" },
  { name: "add-person", path: "/people", async prepare(page) { await page.locator("main header button").click(); await page.locator("[role=dialog]").waitFor(); } },
  {
    name: "activation",
    path: "/people",
    async prepare(page) {
      await page.locator("main header button").click();
      await page.locator("[role=dialog] [name=name]").fill("Rosa Vidal");
      await page.locator("[role=dialog] [name=email]").fill("rosa@acme.example");
      await page.locator("[role=dialog] [type=submit]").click();
      await page.locator("[role=dialog] textarea").waitFor();
    },
  },
  { name: "partners", path: "/partners" },
  { name: "partners-empty", path: "/partners", scenario: "empty" },
  { name: "invite", path: "/partners", async prepare(page) { await page.locator("main header button").last().click(); await page.locator("[role=dialog] button").last().click(); await page.locator("[role=dialog] textarea").waitFor(); } },
  { name: "accept-invitation", path: "/partners", async prepare(page) { await page.locator("main header button").first().click(); await page.locator("[role=dialog] textarea").fill("nonsense"); await page.locator("[role=dialog] [type=submit]").click(); await page.locator("[role=alert]").waitFor(); } },
  { name: "partner-confirm", path: "/partners/part_dune" },
  { name: "partner-confirmed", path: "/partners/part_dune", async prepare(page) { await page.locator("[name=word-2]").fill("harbour"); await page.locator("[name=word-5]").fill("meadow"); await page.locator("form [type=submit]").click(); await page.locator("section [role=status]").waitFor(); } },
  { name: "partner-active", path: "/partners/part_bolt" },
  { name: "partner-suspend", path: "/partners/part_bolt", async prepare(page) { await page.locator("main header button").first().click(); await page.locator("[role=dialog]").waitFor(); } },
  { name: "offer", path: "/offers/shar_in" },
  { name: "missing", path: "/channels/chan_none" },
];

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const folder = new URL("../.cache/screens/", import.meta.url).pathname;

interface Look {
  theme: "light" | "dark";
  language: "en" | "fr";
  width: number;
}

async function open(browser: Browser, { theme, language, width }: Look): Promise<BrowserContext> {
  const phone = width < 600;
  return browser.newContext({
    bypassCSP: true,
    colorScheme: theme,
    locale: language === "en" ? "en-GB" : "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width, height: phone ? 844 : 800 },
    hasTouch: phone,
    isMobile: phone,
    reducedMotion: "reduce",
    deviceScaleFactor: phone ? 2 : 1,
  });
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}

async function runAxe(page: Page): Promise<Violation[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (options: unknown) => Promise<{ violations: Violation[] }> } };
    return (await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })).violations;
  });
}

async function showScreen(context: BrowserContext, origin: string, screen: Screen, look: Look): Promise<number> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && !/Failed to load resource|ERR_/.test(message.text()) && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  const { scenario = "busy", loggedIn = true } = screen;
  await page.request.get(`${origin}/__fake/reset?scenario=${scenario}&loggedIn=${loggedIn ? 1 : 0}`);
  await page.goto(origin + screen.path);
  await page.waitForLoadState("load");
  await page.locator("h1, [role=alert]").first().waitFor({ state: "attached" });
  await page.waitForTimeout(250);
  await screen.prepare?.(page, origin);
  await page.waitForTimeout(200);
  const name = `${screen.name}-${look.theme}-${look.language}-${look.width}`;
  await page.screenshot({ path: `${folder}${name}.png` });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) errors.push("the page scrolls sideways");
  const violations = await runAxe(page);
  for (const error of errors) console.log(`${name}: ${error}`);
  for (const { id, impact, nodes } of violations) console.log(`${name}: ${id} (${impact}) ×${nodes.length}\n  ${nodes[0]?.html.slice(0, 200)}\n  ${nodes[0]?.failureSummary.replaceAll("\n", " ")}`);
  await page.close();
  return violations.length + errors.length;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: "boolean" } } });
mkdirSync(folder, { recursive: true });
const server = await preview({ configFile: new URL("../vite.config.ts", import.meta.url).pathname, preview: { port: 4179, host: "127.0.0.1" }, logLevel: "warn" });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
const wanted = screens.filter(({ name }) => positionals.length === 0 || positionals.some((word) => name.includes(word)));
let faults = 0;
let shown = 0;
for (const width of [1280, 390]) {
  for (const theme of ["light", "dark"] as const) {
    for (const language of ["en", "fr"] as const) {
      if (values.quick && (language === "fr" || theme === "dark")) continue;
      const look = { theme, language, width };
      const context = await open(browser, look);
      for (const screen of wanted) {
        if (screen.wideOnly && width < 600) continue;
        shown += 1;
        faults += await showScreen(context, "http://127.0.0.1:4179", screen, look).catch((error: unknown) => {
          console.log(`${screen.name} ${JSON.stringify(look)}: ${String(error).slice(0, 400)}`);
          return 1;
        });
      }
      await context.close();
    }
  }
}
await browser.close();
await server.close();
console.log(`${shown} screens, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
