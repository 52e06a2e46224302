import { groupBy } from '../../../model/group-by.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { isError } from '../../../model/problem/problem.ts';
import { formatCount } from '../../../model/wording.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines } from '../lines/styled-line.ts';
import { renderProblemLines } from './text-problem.ts';

/** Renders every problem with its place and what to do, then the counts. */
export function renderProblemsText(problems: readonly Problem[], { colour }: { readonly colour: boolean }): string {
  if (problems.length === 0) return '';
  const lines = mergeRepeatedProblems(problems).flatMap((problem) => [...renderProblemLines(problem), EMPTY_LINE]);
  return renderStyledLines([...lines, makeLine(0, makeSpan('strong', formatProblemCounts(problems)))], colour);
}

/** How many further places are listed when all of them underline the same name. */
const PLACES_SHOWN = 3;

/** Merges equal warnings into one. Exports of other tools have the same deprecated fields in every resource. */
function mergeRepeatedProblems(problems: readonly Problem[]): readonly Problem[] {
  const groups = groupBy(problems, (problem) =>
    isError(problem) ? String(problems.indexOf(problem)) : `${problem.code} ${problem.message}`,
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [others.length === 0 ? first : addOtherPlaces(first, others)] : [],
  );
}

/** Adds the other places to the hint: the first few if all underline the same name, else one place per name. */
function addOtherPlaces(first: Problem, others: readonly Problem[]): Problem {
  const byName = [...groupBy([first, ...others], getUnderlinedName).values()];
  const shown = byName.length > 1 ? byName.slice(1).flatMap((group) => group.slice(0, 1)) : others.slice(0, PLACES_SHOWN);
  const places = shown.flatMap((other) => {
    const name = byName.length > 1 ? ` (${getUnderlinedName(other)})` : '';
    return other.place?.kind === 'file' ? [`${other.place.file}:${other.place.line}${name}`] : [];
  });
  const hiddenCount = others.length - shown.length;
  const more = hiddenCount > 0 ? `, and ${formatCount(hiddenCount, 'more place')}` : '';
  const otherPlacesText = places.length === 0 ? [] : [`Also at ${places.join(', ')}${more}.`];
  return { ...first, hint: [...(first.hint === undefined ? [] : [first.hint]), ...otherPlacesText].join('\n') };
}

/** Returns the underlined name, like `updated_at`; empty if something else is underlined. */
function getUnderlinedName({ place }: Problem): string {
  if (place?.kind !== 'file') return '';
  const { source = '', column, length = 0 } = place;
  return /^"?([\w-]+)"?$/.exec(source.slice(column - 1, column - 1 + length))?.[1] ?? '';
}

/** `3 errors, 1 warning` */
export function formatProblemCounts(problems: readonly Problem[]): string {
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  return [errors === 0 ? '' : formatCount(errors, 'error'), warnings === 0 ? '' : formatCount(warnings, 'warning')]
    .filter(Boolean)
    .join(', ');
}
