import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';

// Compiled code is kept in the node's own data directory, which nobody else can write: the second start is twice as
// fast, and loads no TypeScript compiler.
enableCompileCache(join(resolve(process.env.ADJOIN_DATA_DIR || 'data'), 'compile-cache'));
await import('./run.ts');
