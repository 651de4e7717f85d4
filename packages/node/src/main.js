import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';

// Compiled code is kept in the node's own data directory, which nobody else can write. From the second start on, no
// TypeScript compiler is loaded: less memory, and half the time. This file is JavaScript because it comes before that.
enableCompileCache(join(resolve(process.env.ADJOIN_DATA_DIR || 'data'), 'compile-cache'));
await import('./run.ts');
