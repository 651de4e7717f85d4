import { describe, expect, it } from 'vitest';
import { createEventParser } from './event-parser.ts';

const all = (...parts: string[]) => {
  const parser = createEventParser();
  return parts.flatMap((part) => parser.push(part));
};
const hello = { event: 'message', data: 'hello', id: '' };

describe('createEventParser', () => {
  it.each([
    ['a message', ['data: hello\n\n'], [hello]],
    ['no space after the colon', ['data:hello\n\n'], [hello]],
    ['CRLF, cut in its middle', ['data: hello\r', '\n\r', '\n'], [hello]],
    ['CR alone', ['data: hello\r\rdata'], [hello]],
    ['a byte order mark', ['\uFEFFdata: hello\n\n'], [hello]],
    ['comments and unknown fields', [': beat\n\nretry: 2000\ndata: hello\nnonsense\n\n'], [hello]],
    ['several lines of data', ['data: a\ndata:\ndata: b\n\n'], [{ ...hello, data: 'a\n\nb' }]],
    ['a type and an id that stays', ['id: 7\nevent: post.created\ndata: 1\n\ndata: 2\n\n'], [{ event: 'post.created', data: '1', id: '7' }, { event: 'message', data: '2', id: '7' }]],
    ['a message that is cut off', ['data: hello\n'], []],
    ['a message without data', ['event: x\n\ndata: hello\n\n'], [hello]],
  ])('reads %s', (_what, parts, expected) => {
    expect(all(...parts)).toEqual(expected);
    const text = parts.join('');
    expect(all(...text.split(''))).toEqual(expected);
  });
});
