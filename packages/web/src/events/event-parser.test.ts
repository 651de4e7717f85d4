import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventParser, type StreamMessage } from "./event-parser.ts";

function parse(chunks: string[]): StreamMessage[] {
  const messages: StreamMessage[] = [];
  const parser = createEventParser((message) => messages.push(message));
  for (const chunk of chunks) parser.push(chunk);
  return messages;
}

const message = (data: string, event = "message", lastEventId = "") => ({ event, data, lastEventId });

test.each<[string, string, StreamMessage[]]>([
  ["a plain message", "data: one\n\n", [message("one")]],
  ["several data lines", "data: one\ndata\ndata:two\n\n", [message("one\n\ntwo")]],
  ["event name and id", "event: post.created\nid: 7\ndata: {}\n\n", [message("{}", "post.created", "7")]],
  ["an id that stays", "id: 7\ndata: a\n\ndata: b\n\n", [message("a", "message", "7"), message("b", "message", "7")]],
  ["an id with NULL, ignored", "id: 7\0\ndata: a\n\n", [message("a")]],
  ["comments and unknown fields", ": heartbeat\n\nretry: 10\nfoo: bar\ndata: a\n\n", [message("a")]],
  ["an event without data, dropped", "event: post.created\n\ndata: a\n\n", [message("a")]],
  ["only one space taken off", "data:  a\n\n", [message(" a")]],
  ["a byte order mark", "\uFEFFdata: a\n\n", [message("a")]],
  ["CRLF and CR", "data: a\r\n\r\ndata: b\r\rdata: c\n\n", [message("a"), message("b"), message("c")]],
  ["an unfinished message, dropped", "data: a\n\ndata: b\n", [message("a")]],
])("reads %s", (_, text, expected) => {
  expect(parse([text])).toEqual(expected);
});

test("reads the same messages however the stream is cut", () => {
  const piece = fc.constantFrom("data: a", "data:b", "id: 1", "id: 2", "event: x", ":", "", "\uFEFF");
  const end = fc.constantFrom("\n", "\r\n", "\r");
  const text = fc.array(fc.tuple(piece, end)).map((lines) => `${lines.flat().join("")}\n`);
  fc.assert(
    fc.property(text, fc.array(fc.nat(40)), (whole, cuts) => {
      const chunks: string[] = [];
      let left = whole;
      for (const cut of cuts) {
        chunks.push(left.slice(0, cut));
        left = left.slice(cut);
      }
      expect(parse([...chunks, left])).toEqual(parse([whole]));
    }),
  );
});
