import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createClient } from '@adjoin/client/client';
import { createSession } from '@adjoin/client/session/session';
import { createMemoryStore } from '@adjoin/client/session/token-store';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli-error.ts';
import { lookAtCertificate } from '../connection/certificate.ts';
import { connect } from '../connection/connect.ts';
import { openConnection } from '../connection/pinned-fetch.ts';
import { parsePin, pinOf, showPin } from '../connection/pin.ts';
import { DEFAULT_PROFILE, profilePath, readProfile, removeProfile, writeProfile } from '../connection/profiles.ts';
import { parseUrl, secretSetting, setting, type GlobalOptions } from '../connection/settings.ts';
import { ask, askConsent, askSecret, canAsk } from '../terminal/ask.ts';
import { note, show } from '../terminal/show.ts';
import { visible } from '../terminal/visible.ts';

type LoginOptions = GlobalOptions & { readonly email?: string; readonly certificate?: string };

/** `adjoin login` and `adjoin logout`: who the commands act as. */
export function addLoginCommands(program: Command): void {
  program.command('login').description('sign in at a node, and stay signed in on this machine')
    .option('--email <address>')
    .option('--certificate <file>', "trust this certificate: the node's own is tls.crt in its data directory")
    .action((_options, command: Command) => logIn(command.optsWithGlobals<LoginOptions>()));

  program.command('logout').description('sign out, and forget the node').action(async (_options, command: Command) => {
    const { profile = DEFAULT_PROFILE } = command.optsWithGlobals<GlobalOptions>();
    const known = readProfile(profile);
    if (known === undefined) throw new CliError('You are not signed in');
    await endSession(profile);
    removeProfile(profile);
    note(`Signed out at ${known.url}.`);
  });
}

/** The node may be away: then its session ends by itself, and the tokens are forgotten here all the same. */
async function endSession(profile: string): Promise<void> {
  try {
    const { client, close } = await connect({ profile });
    await client.delete('/v1/sessions/{id}', { params: { path: { id: 'current' } } });
    await close();
  } catch {
    note('The node could not be told; the session there ends by itself.');
  }
}

async function logIn(options: LoginOptions): Promise<void> {
  const name = options.profile ?? DEFAULT_PROFILE;
  const path = profilePath(name);
  const known = readProfile(name);
  const url = parseUrl(options.url ?? setting('ADJOIN_URL') ?? known?.url ?? (await need('Address of the node: ', '--url https://…')));
  const pin = await choosePin(url, options, known?.url === url ? (known.pin ?? undefined) : undefined);
  const connection = await openConnection(pin);
  try {
    const node = await createClient({ url, fetch: connection.fetch }).get('/v1/node');
    if (node.name === null) throw new CliError(`The node at ${url} is not set up yet`, { hint: 'Open the set-up link that it printed when it started.' });
    const email = options.email ?? setting('ADJOIN_EMAIL') ?? (known?.url === url ? known.email : undefined) ?? (await need(`E-mail address at ${visible(node.name)}: `, '--email …'));
    const password = secretSetting('ADJOIN_PASSWORD') ?? (await needSecret());
    const store = createMemoryStore();
    const person = await createSession({ url, fetch: connection.fetch, store }).logIn({ email, password });
    writeProfile(name, { url, pin: pin ?? null, email, person: person.name, company: node.name, tokens: (await store.read()) ?? null });
    show({ profile: name, url, person }, { json: options.json, inWords: () => `Signed in as ${visible(person.name)} of ${visible(person.company.name)}. Kept in ${path}.` });
  } finally {
    await connection.close();
  }
}

function need(question: string, option: string): Promise<string> {
  if (canAsk()) return ask(question);
  throw new CliError(`Give ${option}`, { exitCode: EXIT.usage });
}

function needSecret(): Promise<string> {
  if (canAsk()) return askSecret('Password: ');
  throw new CliError('Give the password in ADJOIN_PASSWORD, or in the file that ADJOIN_PASSWORD_FILE names', { exitCode: EXIT.usage });
}

/**
 * The pin to trust the node by; undefined where a public authority vouches for its certificate. What is not vouched for
 * is trusted only if somebody says so, having compared.
 */
async function choosePin(url: string, { pin, certificate }: LoginOptions, known: string | undefined): Promise<string | undefined> {
  if (certificate !== undefined) return pinOf(readCertificate(certificate));
  const given = pin ?? setting('ADJOIN_PIN');
  if (given !== undefined) return parsePin(given);
  if (known !== undefined || url.startsWith('http:')) return known;
  const shown = await lookAtCertificate(url).catch(() => undefined);
  if (shown?.distrust === undefined) return undefined;
  const shownPin = pinOf(shown.certificate);
  const what = `No public authority vouches for the certificate of ${new URL(url).host} (${shown.distrust}).`;
  if (!canAsk()) throw new CliError(what, { hint: `If the node made its own, compare this with what "adjoin init" prints there, and add: --pin ${showPin(shownPin)}`, exitCode: EXIT.unreachable });
  note(`${what}\nIts pin is ${showPin(shownPin)}\nCompare it with what "adjoin init" prints on the node's machine.`);
  await askConsent('Is it the same?');
  return shownPin;
}

function readCertificate(file: string): X509Certificate {
  try {
    return new X509Certificate(readFileSync(file));
  } catch (error) {
    throw new CliError(`${file} is not a certificate in PEM: ${(error as Error).message}`, { exitCode: EXIT.usage });
  }
}
