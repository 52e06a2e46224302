/** Exit codes. Pipelines rely on them, and `docs/` explains them. */
export const EXIT = {
  ok: 0,
  error: 1,
  /** `plan --detailed-exitcode`: there are changes; `drift`: there is drift. */
  differs: 2,
  /** `check`: there are findings at or above `--fail-on`. */
  findings: 2,
  /** `backup`: saved, but incomplete, because the token lacks scopes. */
  incomplete: 2,
  /** The plan was refused, out of date or not confirmed: nothing was changed. */
  refused: 3,
  /** Some operations are done and some are not. */
  partial: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
