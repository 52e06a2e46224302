import { compareText } from '../model/compare-text.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { FilePlace, Problem } from '../model/problem/problem.ts';
import type { ProblemCode } from '../model/problem/problem-codes.ts';
import { maskLine } from './substitute/mask-secrets.ts';
import { findPosition, getLineRange, hasOverlap, MAX_SHOWN_LINE, type SourceSpan } from './text/source-file.ts';

/** A problem found while files are still being read. It keeps a range instead of an excerpt: which parts to mask is known only at the end. */
export interface LoadFinding {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span?: SourceSpan | undefined;
  readonly expected?: string | undefined;
  readonly hint?: string | undefined;
}

export type FindingAdvice = Pick<LoadFinding, 'expected' | 'hint'>;

export const createError = (
  code: ProblemCode,
  span: SourceSpan | undefined,
  message: string,
  advice: FindingAdvice = {},
): LoadFinding => ({
  code,
  severity: 'error',
  message,
  span,
  ...advice,
});

export const createWarning = (
  code: ProblemCode,
  span: SourceSpan | undefined,
  message: string,
  advice: FindingAdvice = {},
): LoadFinding => ({
  ...createError(code, span, message, advice),
  severity: 'warning',
});

/** Converts a range to a place with its source line, secrets masked. `length` ends at the end of that line; very long lines are not shown. */
export function toPlaceWithExcerpt(span: SourceSpan): FilePlace {
  const { line, column } = findPosition(span.source, span.start);
  const { start, end } = getLineRange(span.source, line);
  const length = Math.max(1, Math.min(span.end, end) - Math.max(span.start, start));
  const source = end - start > MAX_SHOWN_LINE ? {} : { source: maskLine(span.source, start, end) };
  return { kind: 'file', file: span.source.name, line, column, length, ...source };
}

/** Converts a range to a place without the source line. Plans store this form. */
export function toFilePlace(span: SourceSpan): FilePlace {
  return { kind: 'file', file: span.source.name, ...findPosition(span.source, span.start) };
}

/** Converts findings to problems sorted by file, line and column. Drops duplicates and consequences of other findings. */
export function toProblems(findings: readonly LoadFinding[]): readonly Problem[] {
  const causes = findings.filter(({ code }) => ROOT_CAUSE_CODES.has(code));
  const problems = findings.filter((finding) => !isConsequence(finding, causes)).map(toProblem);
  const distinct = new Map(problems.map((problem) => [JSON.stringify([problem.code, problem.place, problem.message]), problem]));
  return [...distinct.values()].sort(comparePlaces);
}

/** After one of these a placeholder stands for the value, so a `CONSEQUENCE_CODES` finding in the same range is only noise. */
const ROOT_CAUSE_CODES: ReadonlySet<ProblemCode> = new Set([
  'variable-missing',
  'secret-missing',
  'substitution-syntax',
  'own-credential',
  'file-unreadable',
  'file-outside-root',
  'file-too-large',
  'yaml-syntax',
  'yaml-unsupported',
  'yaml-too-many-aliases',
]);
const CONSEQUENCE_CODES: ReadonlySet<ProblemCode> = new Set(['wrong-type', 'wrong-value', 'duplicate-resource']);

const MARKER_CODES: ReadonlySet<ProblemCode> = new Set(['marker-missing', 'own-credential', 'secret-masked']);

function isConsequence({ code, span }: LoadFinding, causes: readonly LoadFinding[]): boolean {
  if (!span || MARKER_CODES.has(code)) return false;
  const hasMissingMarker = span.source.marked.missing.some((marker) => hasOverlap(marker, span));
  return (
    hasMissingMarker ||
    (CONSEQUENCE_CODES.has(code) && causes.some((cause) => cause.span?.source === span.source && hasOverlap(cause.span, span)))
  );
}

function toProblem({ code, severity, message, span, expected, hint }: LoadFinding): Problem {
  return {
    code,
    severity,
    message,
    ...omitUndefined({ place: span && toPlaceWithExcerpt(span), expected, hint }),
  };
}

const getSortKey = ({ place }: Problem): readonly [string, number, number] =>
  place?.kind === 'file' ? [place.file, place.line, place.column] : ['', 0, 0];

function comparePlaces(a: Problem, b: Problem): number {
  const [fileA, lineA, columnA] = getSortKey(a);
  const [fileB, lineB, columnB] = getSortKey(b);
  return (
    compareText(fileA, fileB) ||
    lineA - lineB ||
    columnA - columnB ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}
