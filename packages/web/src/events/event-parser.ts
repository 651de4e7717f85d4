/** One message of a `text/event-stream`, as the HTML standard's §9.2.6 interprets it. */
export interface StreamMessage {
  event: string;
  data: string;
  lastEventId: string;
}

interface Parser {
  /** Takes the next piece of decoded text, cut anywhere. */
  push(text: string): void;
}

/** Parses `text/event-stream`; incomplete messages at the end of the stream are dropped. */
export function createEventParser(onMessage: (message: StreamMessage) => void): Parser {
  let rest = "";
  let started = false;
  let event = "";
  let data: string[] = [];
  let lastEventId = "";

  function dispatch(): void {
    if (data.length > 0) onMessage({ event: event || "message", data: data.join("\n"), lastEventId });
    event = "";
    data = [];
  }

  function takeField(name: string, value: string): void {
    if (name === "data") data.push(value);
    else if (name === "event") event = value;
    else if (name === "id" && !value.includes("\0")) lastEventId = value;
  }

  function takeLine(line: string): void {
    if (line === "") return dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return;
    if (colon === -1) return takeField(line, "");
    takeField(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ""));
  }

  return {
    push(text) {
      rest += text;
      if (!started && rest !== "") {
        rest = rest.replace(/^\uFEFF/, "");
        started = true;
      }
      // A CR at the very end may be half of a CRLF: it waits for what follows.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop()!;
      for (const line of lines) takeLine(line);
    },
  };
}
