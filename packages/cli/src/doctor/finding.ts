/** What a check has found; `problem` is undefined where all is well. */
export type Finding = {
  /** What was looked at, as it should be. */
  readonly check: string;
  readonly problem?: string;
  /** The command or step that mends it. */
  readonly fix?: string;
};
