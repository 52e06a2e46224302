import type { Problem } from '../../model/problem.ts';
import { isError } from '../../model/problem.ts';
import { plural } from '../view/summary.ts';
import { EMPTY, line, painted, span } from './line.ts';
import { problemLines } from './problem.ts';

/** Every problem with its place and what to do, then how many there are. */
export function problemsText(problems: readonly Problem[], { colour }: { readonly colour: boolean }): string {
  if (problems.length === 0) return '';
  const lines = problems.flatMap((problem) => [...problemLines(problem), EMPTY]);
  return painted([...lines, line(0, span('strong', problemCounts(problems)))], colour);
}

/** `3 errors, 1 warning` */
export function problemCounts(problems: readonly Problem[]): string {
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  return [errors === 0 ? '' : plural(errors, 'error'), warnings === 0 ? '' : plural(warnings, 'warning')]
    .filter(Boolean)
    .join(', ');
}
