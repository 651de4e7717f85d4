import type { DemoResult } from './run-demo.ts';

export const USAGE = `Usage: scripts/demo [--check] [--json]
Starts two companies on this machine, pairs them over HTTPS, shares a channel, and fills it with 2,400 real messages,
each company writing its own. Then compares both copies and makes sure that nothing else has left. Stays up until Ctrl-C.
  --check   leave at once; exit 0 only if both copies are equal and nothing internal has left
  --json    print one JSON document; what happens meanwhile goes to standard error
`;

const PROGRESS_EVERY_MS = 1_000;

/** Says what happens, as it happens. */
export type Teller = {
  readonly step: (line: string) => void;
  /** Tells of work that takes longer, once a second. */
  readonly progress: (line: string) => void;
  readonly result: (result: DemoResult) => void;
  readonly invite: (result: DemoResult) => void;
  readonly goodbye: () => void;
};

export function createTeller({ json }: { json: boolean }): Teller {
  const startedAt = performance.now();
  let toldAt = startedAt;
  const say = (line: string): void => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const step = (line: string): void => {
    toldAt = performance.now();
    say(`${((toldAt - startedAt) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  };
  return {
    step,
    progress: (line) => {
      if (performance.now() - toldAt >= PROGRESS_EVERY_MS) step(line);
    },
    result: (result) => (json ? void process.stdout.write(`${JSON.stringify(result, null, 2)}\n`) : summarize(result, say)),
    invite: ({ companies }) => {
      say('\nBoth companies are up. Open either in a browser; it warns of the certificate, which the node made itself.\n');
      for (const { name, url, email, password } of companies) say(`  ${name.padEnd(6)} ${url}   log in as ${email}   password: ${password}`);
      say('\nCtrl-C stops both and removes their data.');
    },
    goodbye: () => say('\nBoth are stopped, and their data is removed.'),
  };
}

function summarize({ seconds_to_first_post, messages, messages_per_second, digests, digests_equal, checks }: DemoResult, say: (line: string) => void): void {
  say('');
  say(`  start to first replicated post   ${seconds_to_first_post.toFixed(2)} s`);
  say(`  messages written and copied      ${messages} at ${Math.round(messages_per_second)} a second`);
  for (const [name, { digest, objects }] of Object.entries(digests)) say(`  digest of the channel at ${name.padEnd(6)}  ${digest}  (${objects} objects)`);
  say('');
  say(`  ${mark(digests_equal)} both companies hold the same`);
  for (const { what, holds } of checks) say(`  ${mark(holds)} ${what}`);
}

const mark = (holds: boolean): string => (holds ? '✓' : '✗');
