import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { planImport, type PlannedMessage } from './plan-import.ts';
import { readConversations, type Message } from './read-conversations.ts';

const message = (line: number, person: string, replyTo: number[] = [], text = `text ${line}`): Message => ({
  key: `log:${line}`, at: new Date(Date.UTC(2020, 0, 1, 0, line)).toISOString(), person, text, replyTo: replyTo.map((answered) => `log:${answered}`),
});
const staff = new Set(['ann']);
const keysOf = (messages: readonly PlannedMessage[]) => messages.map(({ key }) => key.slice(4)).join(' ');
const shown = (messages: readonly Message[]) => planImport(messages, { staff }).batches.map((batch) => `${batch.side} ${keysOf(batch.messages)}`);

describe('planImport', () => {
  it('gives each message to the company of who wrote it', () => {
    const plan = planImport([message(0, 'ann'), message(1, 'bob'), message(2, 'ann')], { staff });
    expect(plan.people).toEqual({ here: ['ann'], partner: ['bob'] });
    expect(plan.batches.map(({ side, messages }) => [side, keysOf(messages)])).toEqual([['here', '0 2'], ['partner', '1']]);
  });

  it('gives everything to one company where no staff is named', () => {
    expect(planImport([message(0, 'ann'), message(1, 'bob', [0])], { staff: undefined }).batches).toHaveLength(1);
  });

  it.each([
    ['an answer across the border waits for what it answers', [message(0, 'ann'), message(1, 'bob', [0])], ['here 0', 'partner 1']],
    ['an answer back waits for both', [message(0, 'ann'), message(1, 'bob', [0]), message(2, 'ann', [1])], ['here 0', 'partner 1', 'here 2']],
    ['an answer inside the company waits for nothing', [message(0, 'ann'), message(1, 'ann', [0])], ['here 0 1']],
    ['what answers nothing goes first', [message(0, 'ann'), message(1, 'bob', [0]), message(2, 'bob')], ['here 0', 'partner 2', 'partner 1']],
  ])('%s', (_what, messages, expected) => {
    expect(shown(messages)).toEqual(expected);
  });

  it('makes requests of at most a hundred messages', () => {
    const sizes = planImport(Array.from({ length: 250 }, (_, line) => message(line, 'ann')), { staff }).batches.map(({ messages }) => messages.length);
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('tells messages of one instant apart, in the order of the file', () => {
    const at = '2020-01-01T00:00:00.000Z';
    const plan = planImport([{ ...message(0, 'ann'), at }, { ...message(1, 'bob'), at }, { ...message(2, 'ann'), at }], { staff });
    expect(Object.fromEntries(plan.batches.flatMap(({ messages }) => messages).map(({ key, at: time }) => [key, time.slice(17)]))).toEqual({
      'log:0': '00.000Z', 'log:1': '00.001Z', 'log:2': '00.002Z',
    });
  });

  it('keeps the nearest of several answered messages, and says what it leaves out', () => {
    const plan = planImport([message(0, 'ann'), message(1, 'bob'), message(2, 'ann', [0, 1]), message(3, 'ann', [9]), message(4, 'bob', [], ' ')], { staff });
    const parents = plan.batches.flatMap(({ messages }) => messages).map(({ key, parent }) => [key, parent]);
    expect(Object.fromEntries(parents)).toMatchObject({ 'log:2': 'log:1', 'log:3': undefined });
    expect(plan.leftOut.map(({ count }) => count)).toEqual([1, 1, 1]);
    expect(plan.leftOut.map(({ reason }) => reason).join()).toMatch(/second or third.*do not come before.*without text/);
  });

  it('plans the real conversations so that every answer comes after what it answers', async () => {
    const messages = await readConversations(fileURLToPath(new URL('../../../../tests/data/conversations/stripe.jsonl', import.meta.url)));
    const plan = planImport(messages, { staff: new Set(['karllekko', 'w1zeman1p', 'hmunoz']) });
    const planned = plan.batches.flatMap((batch, index) => batch.messages.map((one) => ({ ...one, batch: index })));
    const batchOf = new Map(planned.map(({ key, batch }) => [key, batch]));
    const sideOf = new Map(planned.map(({ key, side }) => [key, side]));
    expect(planned).toHaveLength(2_400);
    for (const { parent, batch, side } of planned) {
      if (parent === undefined) continue;
      expect(batchOf.get(parent)).toBeLessThanOrEqual(sideOf.get(parent) === side ? batch : batch - 1);
    }
    expect(planned.filter(({ parent }) => parent !== undefined)).toHaveLength(353);
  });
});
