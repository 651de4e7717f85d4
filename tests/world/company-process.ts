import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHttpsApi, type Api } from './https-api.ts';

const ADJOIN = fileURLToPath(new URL('../../packages/cli/bin/adjoin', import.meta.url));
const START_DEADLINE_MS = 30_000;
const STOP_DEADLINE_MS = 12_000;

/** One company's node, running as a process of its own and reached over HTTPS on loopback. */
export type CompanyProcess = {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly child: ChildProcess;
  /** What it has printed so far, both streams. */
  readonly output: () => string;
  /** From spawn to the line that says it is ready, in milliseconds. */
  readonly readyMs: number;
  /** The set-up link's token; undefined once the company is set up. */
  readonly setupToken: string | undefined;
  /** The node's own certificate, in PEM. */
  readonly certificate: string;
  readonly api: Api;
  /** Stops it as an administrator would, and waits. */
  readonly stop: () => Promise<number | null>;
  /** Ends it at once, as a crash would, and waits. */
  readonly kill: () => Promise<void>;
};

export async function findFreePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

export function makeDataDir(name: string): string {
  return mkdtempSync(join(tmpdir(), `adjoin-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-`));
}

export function removeDataDir(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

function waitForLine(child: ChildProcess, pattern: RegExp, output: () => string): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => finish(() => reject(new Error(`no ${String(pattern)} within ${START_DEADLINE_MS} ms:\n${output()}`))), START_DEADLINE_MS);
    const look = (): void => {
      const match = pattern.exec(output());
      if (match) finish(() => resolve(match));
    };
    const exited = (code: number | null): void => finish(() => reject(new Error(`the node ended with ${code}:\n${output()}`)));
    const finish = (settle: () => void): void => {
      clearTimeout(deadline);
      child.stdout?.off('data', look);
      child.off('exit', exited);
      settle();
    };
    child.stdout?.on('data', look);
    child.on('exit', exited);
    look();
  });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

export type CompanyOptions = {
  readonly name: string;
  readonly dataDir: string;
  readonly port: number;
  /** Additional environment, such as ADJOIN_DATABASE_URL. */
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts a node and waits until it says that it is ready. */
export async function startCompany({ name, dataDir, port, env = {} }: CompanyOptions): Promise<CompanyProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [ADJOIN, 'serve'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ADJOIN_DATA_DIR: dataDir, ADJOIN_LISTEN: `127.0.0.1:${port}`, ADJOIN_PUBLIC_URL: `https://127.0.0.1:${port}`, ADJOIN_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const output = (): string => printed;
  await waitForLine(child, /Adjoin is ready at \S+\n/, output);
  const readyMs = performance.now() - startedAt;
  const certificate = readFileSync(join(dataDir, 'tls.crt'), 'utf8');
  const url = `https://127.0.0.1:${port}`;
  const api = createHttpsApi(url, certificate);
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    await api.close();
    child.kill(signal);
    const forced = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
    const code = await exitOf(child);
    clearTimeout(forced);
    return code;
  };
  return {
    name, url, port, dataDir, child, output, readyMs, certificate, api,
    setupToken: /\/setup\?token=(\S+)/.exec(output())?.[1],
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  };
}
