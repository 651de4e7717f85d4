export const EXIT = { failed: 1, usage: 2, unreachable: 3, signedOut: 4, interrupted: 130 } as const;

/** Why a command cannot do what it was asked to, and what to do about it. */
export class CliError extends Error {
  override readonly name = 'CliError';
  /** The command or step that helps. */
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(message: string, { hint, exitCode = EXIT.failed }: { hint?: string; exitCode?: number } = {}) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
