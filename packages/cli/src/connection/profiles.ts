import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tokens, TokenStore } from '@adjoin/client/session/token-store';
import { CliError, EXIT } from '../cli-error.ts';

/** One node at which somebody is signed in. Whoever can read the file is that person. */
export type Profile = {
  readonly url: string;
  readonly pin: string | null;
  readonly email: string;
  readonly person: string;
  readonly company: string;
  readonly tokens: Tokens | null;
};

export const DEFAULT_PROFILE = 'default';

const LOCK_POLL_MS = 20;
/** A lock this old was left by a process that died. */
const LOCK_STALE_MS = 30_000;

function folder(): string {
  const base = process.env.XDG_CONFIG_HOME ?? '';
  return join(base === '' ? join(homedir(), '.config') : base, 'adjoin');
}

export function profilePath(name: string): string {
  if (!/^[\w.-]{1,64}$/.test(name) || name.startsWith('.')) {
    throw new CliError(`"${name}" cannot be the name of a profile`, { hint: 'Use letters, digits, dots, hyphens and underscores.', exitCode: EXIT.usage });
  }
  return join(folder(), `${name}.json`);
}

/** The profile; undefined where there is none. */
export function readProfile(name: string): Profile | undefined {
  try {
    return JSON.parse(readFileSync(profilePath(name), 'utf8')) as Profile;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    if (error instanceof CliError) throw error;
    throw new CliError(`${profilePath(name)} cannot be read: ${(error as Error).message}`, { hint: 'Remove it and sign in again: adjoin login' });
  }
}

/** Replaces the whole file at once, readable by its owner only. */
export function writeProfile(name: string, profile: Profile): void {
  const path = profilePath(name);
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600, flush: true });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

export function removeProfile(name: string): void {
  rmSync(profilePath(name), { force: true });
}

/** Keeps a session's tokens in a profile, and lets the processes that share it renew them in turn. */
export function profileStore(name: string): TokenStore {
  return {
    read: async () => readProfile(name)?.tokens ?? undefined,
    write: async (tokens) => {
      const profile = readProfile(name);
      if (profile !== undefined) writeProfile(name, { ...profile, tokens: tokens ?? null });
    },
    inTurn: (work) => withLock(`${profilePath(name)}.lock`, work),
  };
}

async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!tryLock(path)) await pause(LOCK_POLL_MS);
  try {
    return await work();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Making a folder either succeeds or finds it there, for one of any number of processes. */
function tryLock(path: string): boolean {
  try {
    mkdirSync(path, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    const heldSince = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (heldSince !== undefined && Date.now() - heldSince > LOCK_STALE_MS) rmSync(path, { recursive: true, force: true });
    return false;
  }
}
