import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { startNode } from './start-node.ts';

it('lets nobody else read what it keeps, in a directory that others may enter', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'adjoin-test-'));
  chmodSync(folder, 0o755);
  const before = process.umask(0o022);
  try {
    const node = await startNode(readConfig({ ADJOIN_DATA_DIR: folder, ADJOIN_LISTEN: '127.0.0.1:0', ADJOIN_LOG_LEVEL: 'silent' }));
    const open = readdirSync(folder).filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0);
    await node.close();
    expect(open).toEqual([]);
  } finally {
    process.umask(before);
    rmSync(folder, { recursive: true });
  }
});
