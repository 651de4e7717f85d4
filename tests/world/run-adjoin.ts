import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ADJOIN = fileURLToPath(new URL('../../packages/cli/bin/adjoin', import.meta.url));

export type Outcome = { readonly code: number | null; readonly out: string; readonly err: string };

/** The command line, as one person on one machine uses it: `home` holds their logins. */
export type Adjoin = {
  /** Runs a command to its end, giving it `input`. */
  readonly run: (args: readonly string[], options?: { env?: Readonly<Record<string, string>>; input?: string; cwd?: string }) => Promise<Outcome>;
  /** Runs one that must succeed, and answers what it printed as JSON. */
  readonly json: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<any>;
  /** Starts a command that goes on by itself. */
  readonly start: (args: readonly string[], env?: Readonly<Record<string, string>>) => ChildProcessWithoutNullStreams;
};

export function adjoinAt(home: string): Adjoin {
  const start: Adjoin['start'] = (args, env = {}) => launch(home, args, { env });

  const run: Adjoin['run'] = (args, { env = {}, input = '', cwd } = {}) =>
    new Promise((resolve) => {
      const child = launch(home, args, { env, cwd });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.on('close', (code) => resolve({ code, out, err }));
      child.stdin.end(input);
    });

  return {
    run,
    start,
    json: async (args, env = {}) => {
      const { code, out, err } = await run(['--json', ...args], { env });
      if (code !== 0) throw new Error(`adjoin ${args.join(' ')} ended with ${code}: ${err}`);
      return JSON.parse(out);
    },
  };
}

type Surroundings = { readonly env: Readonly<Record<string, string>>; readonly cwd?: string | undefined };

function launch(home: string, args: readonly string[], { env, cwd = home }: Surroundings): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [ADJOIN, ...args], { cwd, env: { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: `${home}/config`, ...env } });
}
