import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';

/** Wrong lines that are named before reading stops. */
const MAX_NAMED_LINES = 10;

const lineSchema = z.strictObject({
  log: z.string().min(1),
  channel: z.string(),
  line: z.int().min(0),
  at: z.iso.datetime({ offset: true }),
  person: z.string().trim().min(1).max(120),
  text: z.string(),
  reply_to: z.array(z.int().min(0)).optional(),
});

/** One message of a conversation that was held elsewhere. */
export type Message = {
  /** Names it within its file. */
  readonly key: string;
  /** RFC 3339 in UTC, with milliseconds. */
  readonly at: string;
  readonly person: string;
  readonly text: string;
  /** Keys of the messages that it answers. */
  readonly replyTo: readonly string[];
};

/**
 * Reads a file of JSON Lines with the members `log`, `channel`, `line`, `at`, `person`, `text` and `reply_to`.
 * @throws CliError naming the lines that are wrong
 */
export async function readConversations(path: string): Promise<Message[]> {
  const messages = new Map<string, Message>();
  const wrong: string[] = [];
  let number = 0;
  for await (const text of linesOf(path)) {
    number += 1;
    if (text.trim() === '') continue;
    const message = parseLine(text);
    if (typeof message !== 'string' && !messages.has(message.key)) messages.set(message.key, message);
    else wrong.push(`${path}:${number}: ${typeof message === 'string' ? message : 'has the log and line of an earlier one'}`);
    if (wrong.length === MAX_NAMED_LINES) break;
  }
  if (wrong.length > 0) throw new CliError(wrong.join('\n'), { hint: 'Nothing was imported. Each line is one JSON object: {"log","channel","line","at","person","text","reply_to"?}.' });
  if (messages.size === 0) throw new CliError(`${path} holds no messages`);
  return [...messages.values()];
}

async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  try {
    yield* createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  } catch (error) {
    throw new CliError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/** The message of a line, or what is wrong with it. */
function parseLine(text: string): Message | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
  const { log, line, at, person, reply_to = [] } = parsed.data;
  return { key: `${log}:${line}`, at: new Date(at).toISOString(), person, text: parsed.data.text, replyTo: reply_to.map((answered) => `${log}:${answered}`) };
}
