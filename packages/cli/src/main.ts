import { CommanderError } from 'commander';
import { EXIT } from './cli-error.ts';
import { describeError } from './describe-error.ts';
import { createProgram } from './program.ts';

/** Runs one command; every failure ends here, in words and with its exit code. */
async function main(argv: readonly string[]): Promise<void> {
  // A reader that has seen enough (`adjoin tail | head`) closes the pipe.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : EXIT.failed));
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    process.exitCode = fail(error, argv.includes('--json'));
  }
}

function fail(error: unknown, json: boolean): number {
  // Commander has said itself what is wrong, or was asked for help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  const described = describeError(error);
  if (described === undefined) {
    process.stderr.write(`✗ This is a mistake in adjoin itself; please report it.\n${(error as Error).stack ?? String(error)}\n`);
    return EXIT.failed;
  }
  const { code, title, lines, exitCode } = described;
  process.stderr.write(json ? `${JSON.stringify({ error: { code, title, detail: lines.join(' ') } })}\n` : `✗ ${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
  return exitCode;
}

await main(process.argv);
