import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDataDir, removeDataDir } from '../world/company-process.ts';
import { waitUntil } from '../world/wait-until.ts';

const DEMO = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url));

let folder: string;
beforeAll(() => void (folder = makeDataDir('demo')));
afterAll(() => removeDataDir(folder));

it('shows two companies that hold the same, stays up until it is told to stop, and leaves nothing behind', async () => {
  const demo = spawn(process.execPath, [DEMO, '--json'], { env: { ...process.env, TMPDIR: folder } });
  let [out, said] = ['', ''];
  demo.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  demo.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => demo.once('exit', resolve));
  await waitUntil('both companies are up', async () => said.includes('Ctrl-C stops both'), 100_000);

  const { messages, digests, digests_equal, checks, companies } = JSON.parse(out);
  expect({ messages, digests_equal }).toEqual({ messages: 2_400, digests_equal: true });
  expect(digests.Alder).toEqual(digests.Birch);
  expect(checks.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
  expect(companies).toMatchObject([{ email: 'admin@alder.example' }, { email: 'admin@birch.example' }]);
  expect(readdirSync(folder).filter((name) => name.startsWith('adjoin-'))).toHaveLength(2);

  demo.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(readdirSync(folder).filter((name) => name.startsWith('adjoin-'))).toEqual([]);
});
