/**
 * Characters that would do something to a terminal rather than show: controls, escapes, and those that reverse the
 * direction of what follows. Names and posts come from other companies.
 */
// eslint-disable-next-line no-control-regex
const ACTING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text of others, made safe to print: what would act is shown by its code. Line ends and tabs stay. */
export function visible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(ACTING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same on one line, and not longer than `width`. */
export function visibleLine(text: string, width = 120): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  const characters = [...new Intl.Segmenter().segment(line)];
  return characters.length <= width ? line : `${characters.slice(0, width - 1).map(({ segment }) => segment).join('')}…`;
}
