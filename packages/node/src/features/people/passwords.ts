import { argon2, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import type { Entropy } from '../../ports/entropy.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import { tooManyHashes } from './problems.ts';

/** Hashes computed at the same time: each takes 19 MiB and a core (promise 6). */
const MAX_CONCURRENT_HASHES = 2;
/** People who may wait for that; more are told to come back. */
const MAX_WAITING_HASHES = 64;

/** OWASP Password Storage Cheat Sheet, first choice: argon2id with m = 19 MiB, t = 2, p = 1 (RFC 9106 names the letters). */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/;
/** Salt of the work that is done for nobody, so that an unknown address takes as long as a known one. */
const NOBODYS_SALT = Buffer.alloc(SALT_BYTES);

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

export type Passwords = {
  /** A PHC string (argon2id). */
  readonly hash: (password: string) => Promise<string>;
  /** Does the password match? For an absent or unreadable hash the answer is no, after the same work. */
  readonly verify: (password: string, phc: string | null | undefined) => Promise<boolean>;
};

/** Slow hashes of passwords, few at a time. */
export function createPasswords(entropy: Entropy): Passwords {
  const inTurn = limitConcurrency({ maxRunning: MAX_CONCURRENT_HASHES, maxWaiting: MAX_WAITING_HASHES, onFull: tooManyHashes });
  return {
    hash: async (password) => {
      const salt = entropy.bytes(SALT_BYTES);
      const tag = await inTurn(() => tagOf(password, { ...COST, salt }));
      return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
    },
    verify: async (password, phc) => {
      const stored = parse(phc);
      const tag = await inTurn(() => tagOf(password, stored ?? { ...COST, salt: NOBODYS_SALT }));
      return stored !== undefined && timingSafeEqual(tag, stored.tag);
    },
  };
}

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number; readonly salt: Buffer };

/** The same characters typed on different systems give the same bytes (NIST SP 800-63B §3.1.1.2). */
function tagOf(password: string, { memory, passes, parallelism, salt }: Cost): Promise<Buffer> {
  return derive('argon2id', { message: Buffer.from(password.normalize('NFC')), nonce: salt, memory, passes, parallelism, tagLength: TAG_BYTES });
}

function parse(phc: string | null | undefined): (Cost & { readonly tag: Buffer }) | undefined {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(phc ?? '') ?? [];
  if (salt === undefined || tag === undefined) return undefined;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return { ...cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
