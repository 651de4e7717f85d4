import { beforeEach, expect, test } from 'vitest';
import { createDraftStore } from './draft-store.ts';

/** The Web Storage interface over a Map; named properties are what `Object.keys` lists. */
function memoryStorage(): Storage {
  const storage = {
    getItem: (name: string) => (Object.hasOwn(storage, name) ? (storage as Record<string, unknown>)[name] : null),
    setItem: (name: string, value: string) => Object.assign(storage, { [name]: value }),
    removeItem: (name: string) => Reflect.deleteProperty(storage, name),
  };
  return storage as unknown as Storage;
}

let storage: Storage;
let drafts: ReturnType<typeof createDraftStore>;

beforeEach(() => {
  let count = 0;
  storage = memoryStorage();
  drafts = createDraftStore(storage, () => `key-${(count += 1)}`);
});

test('keeps a draft for each place, over a reload', () => {
  drafts.write('chan_1', 'one');
  drafts.write('chan_2', 'two');
  const reloaded = createDraftStore(storage, () => 'other');
  expect(reloaded.read('chan_1').text).toBe('one');
  expect(reloaded.read('chan_2').text).toBe('two');
  expect(reloaded.read('chan_3').text).toBe('');
});

test('keeps the key of an unchanged text and gives a changed one another', () => {
  drafts.write('chan_1', 'one');
  const { key } = drafts.read('chan_1');
  drafts.write('chan_1', 'one');
  expect(drafts.read('chan_1').key).toBe(key);
  drafts.write('chan_1', 'one!');
  expect(drafts.read('chan_1').key).not.toBe(key);
});

test('gives a failed post back with its key, so that sending it again is the same request', () => {
  drafts.write('chan_1', 'one');
  const sent = drafts.hold('chan_1');
  expect(drafts.read('chan_1').text).toBe('');
  expect(drafts.restore('chan_1')).toEqual(sent);
  expect(drafts.read('chan_1')).toEqual(sent);
});

test('puts a failed post above what was typed meanwhile, as a new request', () => {
  drafts.write('chan_1', 'one');
  const sent = drafts.hold('chan_1');
  drafts.write('chan_1', 'two');
  const restored = drafts.restore('chan_1');
  expect(restored.text).toBe('one\n\ntwo');
  expect(restored.key).not.toBe(sent.key);
});

test('does not give back what was sent', () => {
  drafts.write('chan_1', 'one');
  drafts.release('chan_1', drafts.hold('chan_1').key);
  expect(drafts.restore('chan_1').text).toBe('');
});

test('gives back what was being sent when the page was reloaded', () => {
  drafts.write('chan_1', 'one');
  const { key } = drafts.hold('chan_1');
  expect(createDraftStore(storage, () => 'other').restore('chan_1')).toEqual({ text: 'one', key });
});

test('forgets all drafts and nothing else', () => {
  storage.setItem('adjoin.preferences', '{}');
  drafts.write('chan_1', 'one');
  drafts.hold('chan_1');
  drafts.write('chan_1', 'two');
  drafts.clear();
  expect(drafts.restore('chan_1').text).toBe('');
  expect(storage.getItem('adjoin.preferences')).toBe('{}');
});

test('reads a damaged entry as empty', () => {
  storage.setItem('adjoin.draft.chan_1', '{');
  expect(drafts.read('chan_1').text).toBe('');
});
