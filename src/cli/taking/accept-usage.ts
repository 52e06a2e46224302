import type { Problem } from '../../model/problem/problem.ts';
import type { AcceptOptions } from './accept-drift.ts';

/** What watches, posts or reports to machines does not change files on the side. */
export function checkAcceptUsage({
  accept,
  includeUnapplied,
  into,
  watch,
}: AcceptOptions & { readonly watch?: boolean }): Problem | undefined {
  if (accept !== undefined && watch)
    return {
      code: 'usage',
      severity: 'error',
      message: '--accept changes files once, --watch never ends',
      expected: 'one of the two',
    };
  if (accept === undefined && includeUnapplied)
    return {
      code: 'usage',
      severity: 'error',
      message: '--include-unapplied says what --accept takes',
      expected: '--accept beside it',
    };
  if (into !== undefined && (accept === undefined || accept === true))
    return {
      code: 'usage',
      severity: 'error',
      message: '--into says where undeclared resources go',
      expected: "--accept with their addresses beside it: --accept 'roles/*' --into roles.yaml",
    };
  return undefined;
}
