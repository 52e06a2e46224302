import { groupBy } from '../../model/group.ts';
import type { Problem } from '../../model/problem.ts';
import { isError } from '../../model/problem.ts';
import { plural } from '../view/summary.ts';
import { EMPTY, line, painted, span } from './line.ts';
import { problemLines } from './problem.ts';

/** Every problem with its place and what to do, then how many there are. */
export function problemsText(problems: readonly Problem[], { colour }: { readonly colour: boolean }): string {
  if (problems.length === 0) return '';
  const lines = gathered(problems).flatMap((problem) => [...problemLines(problem), EMPTY]);
  return painted([...lines, line(0, span('strong', problemCounts(problems)))], colour);
}

const NAMED = 3;

/** A warning that says the same of many places is told once: exports of other tools have the same old fields in every resource. */
function gathered(problems: readonly Problem[]): readonly Problem[] {
  const groups = groupBy(problems, (problem) =>
    isError(problem) ? String(problems.indexOf(problem)) : `${problem.code} ${problem.message}`,
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [others.length === 0 ? first : withOthers(first, others)] : [],
  );
}

function withOthers(first: Problem, others: readonly Problem[]): Problem {
  const places = others.flatMap(({ place }) => (place?.kind === 'file' ? [`${place.file}:${place.line}`] : []));
  const more = places.length > NAMED ? ` and ${places.length - NAMED} more` : '';
  const also = places.length === 0 ? [] : [`The same at ${places.slice(0, NAMED).join(', ')}${more}.`];
  return { ...first, hint: [...(first.hint === undefined ? [] : [first.hint]), ...also].join('\n') };
}

/** `3 errors, 1 warning` */
export function problemCounts(problems: readonly Problem[]): string {
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  return [errors === 0 ? '' : plural(errors, 'error'), warnings === 0 ? '' : plural(warnings, 'warning')]
    .filter(Boolean)
    .join(', ');
}
