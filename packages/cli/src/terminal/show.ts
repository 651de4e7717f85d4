/** Prints an answer: as JSON for scripts, or in words for people. */
export function show(value: unknown, { json = false, inWords }: { readonly json?: boolean | undefined; readonly inWords: () => string }): void {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : inWords()}\n`);
}

/** Says something beside the answer, on standard error. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
