import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConversations } from './read-conversations.ts';

const folder = mkdtempSync(join(tmpdir(), 'adjoin-read-'));
afterAll(() => rmSync(folder, { recursive: true }));
const good = { log: 'a', channel: 'a', line: 0, at: '2020-01-01T00:00:00Z', person: 'ann', text: 'hello' };

function read(...lines: (object | string)[]) {
  const path = join(folder, 'file.jsonl');
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return readConversations(path);
}

describe('readConversations', () => {
  it('reads messages, their times in UTC and their links by log and line', async () => {
    const [first, second] = await read(good, '', { ...good, line: 1, at: '2020-01-01T02:00:00+01:00', reply_to: [0] });
    expect(first).toEqual({ key: 'a:0', at: '2020-01-01T00:00:00.000Z', person: 'ann', text: 'hello', replyTo: [] });
    expect(second).toMatchObject({ key: 'a:1', at: '2020-01-01T01:00:00.000Z', replyTo: ['a:0'] });
  });

  it.each([
    ['what is not JSON', ['{'], /file\.jsonl:1: is not JSON/],
    ['a missing member', [good, { ...good, line: 1, person: undefined }], /:2: person/],
    ['a time that is none', [{ ...good, at: 'yesterday' }], /:1: at/],
    ['an unknown member', [{ ...good, colour: 'red' }], /:1: .*colour/],
    ['a line that comes twice', [good, good], /:2: has the log and line of an earlier one/],
    ['nothing at all', ['', ''], /holds no messages/],
  ])('refuses %s, naming the line', async (_what, lines, message) => {
    await expect(read(...lines)).rejects.toThrow(message);
  });

  it('says that a file is not there', async () => {
    await expect(readConversations(join(folder, 'none'))).rejects.toThrow(/none cannot be read/);
  });
});
