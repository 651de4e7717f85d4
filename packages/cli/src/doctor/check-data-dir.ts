import { existsSync, statfsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setting } from '../connection/settings.ts';
import type { Finding } from './finding.ts';

const GIB = 1024 ** 3;
/** A full disk stops a node; this much is time to act. */
const MIN_FREE_BYTES = GIB;
const OTHERS = 0o077;
/** Whoever reads these can speak for the company. */
const SECRETS = ['secret.key', 'tls.key', 'adjoin.db'];

/** Looks at the data directory of the node on this machine; nothing where there is none. */
export function checkDataDir(dir = resolve(setting('ADJOIN_DATA_DIR') ?? './data')): Finding[] {
  if (!SECRETS.some((name) => existsSync(join(dir, name)))) return [];
  return [checkSpace(dir), ...SECRETS.flatMap((name) => checkMode(join(dir, name), dir))];
}

function checkSpace(dir: string): Finding {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  const check = `The disk under ${dir} has ${(free / GIB).toFixed(1)} GiB left`;
  return free >= MIN_FREE_BYTES ? { check } : { check, problem: `The disk under ${dir} has only ${(free / GIB).toFixed(2)} GiB left; a node stops taking posts when it is full`, fix: `Make room there; what takes it: du -xh ${dir} | sort -h | tail` };
}

/** In a directory that is closed to others, what is inside is too. */
function checkMode(path: string, dir: string): Finding[] {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) return [];
  const check = `Only its owner can read ${path}`;
  const isOpen = (file.mode & OTHERS) !== 0 && (statSync(dir).mode & OTHERS) !== 0;
  return [isOpen ? { check, problem: `Others on this machine can read ${path}`, fix: `chmod 600 ${path} && chmod 700 ${dir}` } : { check }];
}
