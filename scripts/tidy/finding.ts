export type Finding = { path: string; line: number; message: string };

export const CODE = /\.tsx?$/;

/** One finding for each place where the pattern (with the g flag) occurs outside lines that are only comment. */
export function findPattern(search: { path: string; text: string; pattern: RegExp; message: string }): Finding[] {
  const text = CODE.test(search.path) ? blankComments(search.text) : search.text;
  return [...text.matchAll(search.pattern)].map((match) => ({
    path: search.path,
    line: text.slice(0, match.index).split('\n').length,
    message: search.message,
  }));
}

/** Empties the lines that are only comment; keeps their number, so that line numbers stay true. */
export function blankComments(text: string): string {
  return text.replace(/^[ \t]*(\/\/|\/\*|\*).*$/gm, '');
}
