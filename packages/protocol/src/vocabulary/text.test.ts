import { describe, expect, it } from 'vitest';
import { emojiText, nameText, postText } from './text.ts';

describe('nameText', () => {
  it.each(['Ada', 'Zoë Müller-Østergård', '李小龙', 'می‌خواهم', 'O’Brien & Sons, Ltd.'])('takes %s', (name) => expect(nameText.safeParse(name).success).toBe(true));
  it.each([
    ['nothing', ''],
    ['white space around it', ' Ada'],
    ['a line end', 'Ada\nBirch'],
    ['a control of C1', 'Ada\u0085'],
    ['a right-to-left override', 'Ada \u202egnp.exe'],
    ['a mark of direction', 'Ada\u200f'],
    ['a character without width', 'Al\u200bder'],
    ['a byte order mark', '\ufeffAlder'],
    ['a lone surrogate', 'Ada\ud800'],
    ['more than 120 characters', 'a'.repeat(121)],
  ])('[VOC-5] refuses %s', (_what, name) => expect(nameText.safeParse(name).success).toBe(false));
});

describe('postText', () => {
  it('takes lines and tabs', () => expect(postText.safeParse('one\n\ttwo\r\n').success).toBe(true));
  it.each([['blank', ' \n'], ['NUL', 'a\u0000'], ['escape', 'a\u001b[31m'], ['C1', 'a\u009b31m'], ['lone surrogate', 'a\udfff'], ['20,001 characters', 'a'.repeat(20_001)]])(
    '[VOC-5] refuses %s',
    (_what, text) => expect(postText.safeParse(text).success).toBe(false),
  );
});

describe('emojiText', () => {
  it.each(['👍', '👩🏽‍🚀', ':ok:'])('takes %s', (emoji) => expect(emojiText.safeParse(emoji).success).toBe(true));
  it.each(['', 'two words', '\u0000', 'x'.repeat(33)])('refuses %j', (emoji) => expect(emojiText.safeParse(emoji).success).toBe(false));
});
