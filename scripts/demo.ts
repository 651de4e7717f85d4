import { parseArgs } from 'node:util';
import { createDemo, type DemoResult } from './demonstration/run-demo.ts';
import { createTeller, USAGE } from './demonstration/tell.ts';

const WRONG_USAGE = 2;
const INTERRUPTED = 130;

/** Two companies on this machine, paired over HTTPS, with one shared channel: see USAGE. */
async function main(): Promise<void> {
  const values = readOptions();
  if (values === undefined) return void process.stdout.write(USAGE);
  const teller = createTeller({ json: values.json });
  const demo = createDemo(teller);
  const interrupted = signalled();
  try {
    const result = await Promise.race([demo.run(), interrupted]);
    if (result === undefined) return void (process.exitCode = INTERRUPTED);
    teller.result(result);
    process.exitCode = isAsItShouldBe(result) ? 0 : 1;
    if (values.check || process.exitCode !== 0) return;
    teller.invite(result);
    await interrupted;
  } finally {
    await demo.stop();
    if (!values.check) teller.goodbye();
  }
}

/** Undefined where only help is wanted. */
function readOptions(): { check: boolean; json: boolean } | undefined {
  try {
    const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } });
    return values.help ? undefined : values;
  } catch (error) {
    process.stderr.write(`✗ ${(error as Error).message}\n\n${USAGE}`);
    return process.exit(WRONG_USAGE);
  }
}

/** Ctrl-C, or the polite request to end. */
function signalled(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(undefined));
  });
}

function isAsItShouldBe({ digests_equal, checks }: DemoResult): boolean {
  return digests_equal && checks.every(({ holds }) => holds);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`✗ ${(error as Error).stack ?? String(error)}\n`);
  process.exitCode = 1;
}
process.exit();
