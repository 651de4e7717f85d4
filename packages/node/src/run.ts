import { readConfig } from './config.ts';
import { explainFailedStart } from './explain-failed-start.ts';
import { ensureSetupToken } from './features/people/commands/set-up-node.ts';
import type { Node } from './node.ts';
import { warnOfOldRuntime } from './runtime-version.ts';
import { startNode } from './start-node.ts';

/** How long a stopping node may take to finish what it has begun. */
const STOP_DEADLINE_MS = 10_000;

function stopOn(node: Node): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    node.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function run(): Promise<void> {
  warnOfOldRuntime(process.version, (line) => void process.stderr.write(`${line}\n`));
  const config = readConfig(process.env);
  const node = await startNode(config);
  stopOn(node);
  const token = await ensureSetupToken(node.context);
  if (token !== undefined) process.stdout.write(`Set up your company, once, at ${config.publicUrl}/setup?token=${token}\n`);
  process.stdout.write(`Adjoin is ready at ${config.publicUrl}\n`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`adjoin cannot start: ${explainFailedStart(error)}\n`);
  process.exit(1);
}
