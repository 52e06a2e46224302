import type { ProblemCode } from '../model/problem/codes.ts';
import type { FilePlace, Problem } from '../model/problem/problem.ts';
import { maskedLine } from './substitute/mask-secrets.ts';
import { LONG_LINE, lineRange, overlaps, positionOf, type Span } from './text/source.ts';

/** A problem while files are still being read: its place is a range of a file, because what must be masked is known only at the end. */
export interface Finding {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span?: Span | undefined;
  readonly expected?: string | undefined;
  readonly hint?: string | undefined;
}

export type Advice = Pick<Finding, 'expected' | 'hint'>;

export const mistake = (code: ProblemCode, span: Span | undefined, message: string, advice: Advice = {}): Finding => ({
  code,
  severity: 'error',
  message,
  span,
  ...advice,
});

export const caution = (code: ProblemCode, span: Span | undefined, message: string, advice: Advice = {}): Finding => ({
  ...mistake(code, span, message, advice),
  severity: 'warning',
});

/** Where a range is, for a person: with the text of its line, and as much of it underlined as that line holds. */
export function placeOf(span: Span): FilePlace {
  const { line, column } = positionOf(span.source, span.start);
  const { start, end } = lineRange(span.source, line);
  const length = Math.max(1, Math.min(span.end, end) - Math.max(span.start, start));
  const source = end - start > LONG_LINE ? {} : { source: maskedLine(span.source, start, end) };
  return { kind: 'file', file: span.source.name, line, column, length, ...source };
}

/** Where a range is, as short as can be: for what is kept in plans. */
export function originOf(span: Span): FilePlace {
  return { kind: 'file', file: span.source.name, ...positionOf(span.source, span.start) };
}

/** Findings as problems: without repetitions and without what only follows from another; by file, line and column. */
export function problemsOf(findings: readonly Finding[]): readonly Problem[] {
  const causes = findings.filter(({ code }) => CAUSES.has(code));
  const problems = findings.filter((finding) => !follows(finding, causes)).map(problemOf);
  const distinct = new Map(problems.map((problem) => [JSON.stringify([problem.code, problem.place, problem.message]), problem]));
  return [...distinct.values()].sort(byPlace);
}

/** Where a value could not be had, it is no news that the schema does not like what stands there instead. */
const CAUSES: ReadonlySet<ProblemCode> = new Set([
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
const EFFECTS: ReadonlySet<ProblemCode> = new Set(['wrong-type', 'wrong-value', 'duplicate-resource']);

const TOLD_OF_MARKERS: ReadonlySet<ProblemCode> = new Set(['marker-missing', 'own-credential', 'secret-masked']);

function follows({ code, span }: Finding, causes: readonly Finding[]): boolean {
  if (!span || TOLD_OF_MARKERS.has(code)) return false;
  const lacking = span.source.marked.missing.some((marker) => overlaps(marker, span));
  return (
    lacking || (EFFECTS.has(code) && causes.some((cause) => cause.span?.source === span.source && overlaps(cause.span, span)))
  );
}

function problemOf({ code, severity, message, span, expected, hint }: Finding): Problem {
  return {
    code,
    severity,
    message,
    ...(span && { place: placeOf(span) }),
    ...(expected !== undefined && { expected }),
    ...(hint !== undefined && { hint }),
  };
}

const orderOf = ({ place }: Problem): readonly [string, number, number] =>
  place?.kind === 'file' ? [place.file, place.line, place.column] : ['', 0, 0];

function byPlace(a: Problem, b: Problem): number {
  const [fileA, lineA, columnA] = orderOf(a);
  const [fileB, lineB, columnB] = orderOf(b);
  return compare(fileA, fileB) || lineA - lineB || columnA - columnB || compare(a.code, b.code) || compare(a.message, b.message);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
