import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError, EXIT } from '../cli-error.ts';

/** Is somebody there to answer? */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await untilInterrupted(lines, lines.question(question));
  } finally {
    lines.close();
  }
}

/** Asks without showing what is typed. */
export async function askSecret(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await untilInterrupted(lines, lines.question(''));
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

/** @throws CliError where the answer is not yes */
export async function askConsent(question: string): Promise<void> {
  const answer = await ask(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('Nothing was done');
}

function untilInterrupted<T>(lines: { once: (event: 'SIGINT' | 'close', action: () => void) => unknown }, answer: Promise<T>): Promise<T> {
  const interrupted = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(new CliError('Interrupted', { exitCode: EXIT.interrupted }));
    lines.once('SIGINT', stop);
    lines.once('close', stop);
  });
  return Promise.race([answer, interrupted]);
}

/** All of standard input. */
export async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
