import { createClient, type Client } from '@adjoin/client/client';
import { createSession, type Session } from '@adjoin/client/session/session';
import { createMemoryStore } from '@adjoin/client/session/token-store';
import { CliError, EXIT } from '../cli-error.ts';
import { parsePin } from './pin.ts';
import { openConnection } from './pinned-fetch.ts';
import { DEFAULT_PROFILE, profileStore, readProfile } from './profiles.ts';
import { parseUrl, secretSetting, setting, type GlobalOptions } from './settings.ts';

/** A signed-in connection to a node. */
export type Connected = { readonly client: Client; readonly url: string; readonly pin: string | undefined; readonly close: () => Promise<void> };

/** Whose session a command uses: of the environment (for scripts), or of a profile (for people). */
type Identity =
  | { readonly kind: 'environment'; readonly url: string; readonly pin: string | undefined; readonly email: string; readonly password: string }
  | { readonly kind: 'profile'; readonly url: string; readonly pin: string | undefined; readonly name: string };

/** Names of the variables that sign a script in; the partner's node in an import has its own. */
export type Variables = { readonly url: string; readonly email: string; readonly password: string; readonly pin: string };
const VARIABLES: Variables = { url: 'ADJOIN_URL', email: 'ADJOIN_EMAIL', password: 'ADJOIN_PASSWORD', pin: 'ADJOIN_PIN' };

/**
 * Connects as whoever the options, the environment or the profile name.
 * @throws CliError where nobody is signed in
 */
export async function connect(options: GlobalOptions, variables: Variables = VARIABLES): Promise<Connected> {
  const identity = identify(options, variables);
  const { url, pin } = identity;
  const connection = await openConnection(pin);
  const session = createSession({ url, fetch: connection.fetch, store: identity.kind === 'profile' ? profileStore(identity.name) : createMemoryStore() });
  if (identity.kind === 'environment') await session.logIn({ email: identity.email, password: identity.password });
  return {
    client: createClient({ url, fetch: connection.fetch, tokens: endingWell(session, identity) }),
    url,
    pin,
    close: async () => {
      if (identity.kind === 'environment') await session.logOut();
      await connection.close();
    },
  };
}

function identify(options: GlobalOptions, variables: Variables): Identity {
  const email = setting(variables.email);
  const name = options.profile ?? setting('ADJOIN_PROFILE');
  if (email !== undefined && name === undefined) return fromEnvironment(options, variables, email);
  const profile = readProfile(name ?? DEFAULT_PROFILE);
  if (profile === undefined || profile.tokens === null) throw signedOut(name);
  const url = options.url === undefined ? profile.url : parseUrl(options.url);
  if (url !== profile.url) throw new CliError(`You are signed in at ${profile.url}, not at ${url}`, { hint: `adjoin login --url ${url} --profile NAME, then use --profile NAME`, exitCode: EXIT.signedOut });
  const pin = options.pin === undefined ? (profile.pin ?? undefined) : parsePin(options.pin);
  return { kind: 'profile', url, pin, name: name ?? DEFAULT_PROFILE };
}

function fromEnvironment(options: GlobalOptions, variables: Variables, email: string): Identity {
  const url = options.url ?? setting(variables.url);
  const password = secretSetting(variables.password);
  const pin = options.pin ?? setting(variables.pin);
  if (url === undefined) throw new CliError(`${variables.email} is set, but ${variables.url} is not`, { exitCode: EXIT.usage });
  if (password === undefined) throw new CliError(`${variables.email} is set, but neither ${variables.password} nor ${variables.password}_FILE is`, { exitCode: EXIT.usage });
  return { kind: 'environment', url: parseUrl(url), pin: pin === undefined ? undefined : parsePin(pin), email, password };
}

function signedOut(profile: string | undefined): CliError {
  const option = profile === undefined ? '' : ` --profile ${profile}`;
  return new CliError(profile === undefined ? 'You are not signed in' : `Nobody is signed in under the profile ${profile}`, { hint: `adjoin login --url https://…${option}`, exitCode: EXIT.signedOut });
}

/** Tells of an ended session in words that help, instead of the node's bare refusal. */
function endingWell(session: Session, identity: Identity): Session {
  if (identity.kind === 'environment') return session;
  const orSignedOut = (token: string | undefined): string => {
    if (token === undefined) throw signedOut(identity.name === DEFAULT_PROFILE ? undefined : identity.name);
    return token;
  };
  return { ...session, current: async () => orSignedOut(await session.current()), renew: async (refused) => orSignedOut(await session.renew(refused)) };
}
