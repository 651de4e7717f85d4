import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';

// Compiled code is kept in the node's own data directory, which nobody else can write. From the second start on, no
// TypeScript compiler is loaded: less memory, and half the time. This file is JavaScript because it comes before that.
const dataDir = resolve(process.env.ADJOIN_DATA_DIR || 'data');
try {
  // Before anything is put into it: what others on this machine may read is decided by this mode.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
} catch {
  // What is wrong with it is told in words as soon as the node wants to use it.
}
enableCompileCache(join(dataDir, 'compile-cache'));
await import('./run.ts');
