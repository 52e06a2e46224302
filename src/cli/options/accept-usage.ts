import type { Problem } from '../../model/problem/problem.ts';

export interface AcceptFlags {
  /** Addresses (with `*` for any characters), or an address and one of its fields. `true`: everything that differs. */
  readonly accept?: readonly string[] | true;
  readonly includeUnapplied?: boolean;
  /** The file in which undeclared resources are declared. */
  readonly into?: string;
}

/** Finds flags that contradict each other or require another flag. */
export function checkAcceptUsage({
  accept,
  includeUnapplied,
  into,
  watch,
}: AcceptFlags & { readonly watch?: boolean }): Problem | undefined {
  if (accept !== undefined && watch)
    return {
      code: 'usage',
      severity: 'error',
      message: '--accept cannot be combined with --watch',
      expected: '--accept or --watch',
    };
  if (accept === undefined && includeUnapplied)
    return {
      code: 'usage',
      severity: 'error',
      message: '--include-unapplied needs --accept',
      expected: '--accept --include-unapplied',
    };
  if (into !== undefined && (accept === undefined || accept === true))
    return {
      code: 'usage',
      severity: 'error',
      message: '--into needs --accept with addresses',
      expected: "--accept 'roles/*' --into roles.yaml",
    };
  return undefined;
}
