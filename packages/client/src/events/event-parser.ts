/** One message of a `text/event-stream`. */
export type StreamMessage = { readonly event: string; readonly data: string; readonly id: string };

/** Fields of the message that is being read. */
type Draft = { event: string; data: string[]; id: string };

/**
 * Parses a `text/event-stream` (WHATWG HTML §9.2.6). What `push` returns is complete; a message that the stream's end cut
 * off is dropped, as the standard demands.
 */
export function createEventParser(): { readonly push: (text: string) => StreamMessage[] } {
  const draft: Draft = { event: '', data: [], id: '' };
  let rest = '';
  let hasStarted = false;

  function takeLine(line: string): StreamMessage | undefined {
    if (line === '') return finish(draft);
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === 'data') draft.data.push(value);
    else if (name === 'event') draft.event = value;
    else if (name === 'id' && !value.includes('\0')) draft.id = value;
    return undefined;
  }

  return {
    push: (text) => {
      rest += text;
      if (!hasStarted && rest !== '') {
        hasStarted = true;
        rest = rest.replace(/^\uFEFF/, '');
      }
      // A CR at the very end may be half of a CRLF: it waits for what follows.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      return lines.flatMap((line) => takeLine(line) ?? []);
    },
  };
}

function finish(draft: Draft): StreamMessage | undefined {
  const { event, data, id } = draft;
  draft.event = '';
  draft.data = [];
  return data.length === 0 ? undefined : { event: event === '' ? 'message' : event, data: data.join('\n'), id };
}
