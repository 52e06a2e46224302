import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { Operation } from '../model/plan/operation.ts';
import type { Plan } from '../model/plan/plan.ts';
import type { FilePlace, Problem } from '../model/problem/problem.ts';
import { sanitizeText } from './sanitize.ts';
import { renderStyledLines, type StyledLine } from './text/lines/styled-line.ts';
import { renderCreateGroup } from './text/plan/text-creates.ts';
import { renderFindingLines } from './text/plan/text-findings.ts';
import { renderImpactEntry } from './text/plan/text-impact-entry.ts';
import { renderBlockLines } from './text/text-block.ts';
import { formatChangeTotal, formatCost } from './view/change-counts.ts';
import { buildResourceBlocks, type ResourceBlock } from './view/changes/resource-blocks.ts';
import type { ImpactEntry } from './view/plan/impact-entries.ts';
import { IMPACT_LABELS } from './view/plan/impact-labels.ts';
import { buildPlanView, type PlanView } from './view/plan/plan-view.ts';
import type { QuietUpdate } from './view/plan/quiet-updates.ts';

type AnnotationLevel = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: AnnotationLevel;
  readonly place?: FilePlace;
  readonly title: string;
  readonly body: string;
}

/** GitHub shows only this many annotations of a level and step. */
const MAX_ANNOTATIONS = 10;

/** Renders workflow commands that annotate files, the worst first. What would be more than ten is in the last one. */
export function renderGithubAnnotations(planOrProblems: Plan | readonly Problem[]): string {
  const annotations =
    'format' in planOrProblems ? buildPlanAnnotations(planOrProblems) : planOrProblems.map(buildProblemAnnotation);
  return limitAnnotations(annotations)
    .map((annotation) => `${formatCommand(annotation)}\n`)
    .join('');
}

function limitAnnotations(all: readonly Annotation[]): readonly Annotation[] {
  if (all.length <= MAX_ANNOTATIONS) return all;
  const rest = all.slice(MAX_ANNOTATIONS - 1);
  const level = (['error', 'warning'] as const).find((one) => rest.some((annotation) => annotation.level === one));
  const body = limitLines(
    rest.map(({ title, place }) => `${title}${place ? `  ${place.file}:${place.line}` : ''}`).map(sanitizeText),
  );
  return [...all.slice(0, MAX_ANNOTATIONS - 1), { level: level ?? 'notice', title: `${rest.length} more`, body }];
}

/** Refusals, the verdict, the impact worst first, then the others: the first line of every resource before the second line of any. */
function buildPlanAnnotations(plan: Plan): readonly Annotation[] {
  const view = buildPlanView(plan);
  return [
    ...plan.refusals.map(buildProblemAnnotation),
    { level: 'notice', title: `Plan for ${sanitizeText(plan.tenant)}`, body: formatSummary(view) },
    ...view.impact.flatMap(({ entries }) => entries.map(buildImpactAnnotation)),
    ...view.warnings.map(buildProblemAnnotation),
    ...spreadLines(view.updates),
    ...view.deletes.map(({ block, findings }) =>
      buildBlockAnnotation('warning', block, [
        ...renderBlockLines(block, 0, LINE_WIDTH),
        ...renderFindingLines(findings, 4, LINE_WIDTH),
      ]),
    ),
    ...view.creates.map((group) => buildBlockAnnotation('notice', group.blocks[0], renderCreateGroup(group, LINE_WIDTH))),
  ];
}

const formatSummary = (view: PlanView): string =>
  [
    view.verdict.text,
    ...(view.blocks.length === 0 ? [] : [`${formatChangeTotal(view)} · ${formatCost(view.cost)}`]),
    ...(view.findingsLine === undefined ? [] : [view.findingsLine]),
  ].join('\n');

function buildImpactAnnotation(entry: ImpactEntry): Annotation {
  const { title, alarm } = IMPACT_LABELS[entry.is];
  const hasError = entry.findings.some(({ finding }) => finding.severity === 'error');
  const [head = '', ...lines] = renderTextLines(renderImpactEntry(entry, LINE_WIDTH));
  return {
    level: hasError ? 'error' : alarm === 'calm' ? 'notice' : 'warning',
    ...omitUndefined({ place: entry.origin }),
    title: `${title}: ${head.split('  ')[0]}`,
    body: limitLines(lines),
  };
}

function spreadLines(updates: readonly QuietUpdate[]): readonly Annotation[] {
  const lines = updates.flatMap(({ block, findings }) =>
    splitByLine(block).map((part, position) => ({ part, position, findings: position === 0 ? findings : [] })),
  );
  return lines
    .sort((a, b) => a.position - b.position)
    .map(({ part, findings }) => {
      const level = findings.length > 0 ? 'warning' : 'notice';
      const shown = [...renderBlockLines(part, 0, LINE_WIDTH), ...renderFindingLines(findings, 4, LINE_WIDTH)];
      return buildBlockAnnotation(level, part, shown);
    });
}

/** Splits a resource's block into one block per line of the definition that causes a change. The resource's notes stay with the first. */
function splitByLine(block: ResourceBlock): readonly ResourceBlock[] {
  const places = new Map<string, FilePlace | undefined>();
  for (const operation of block.operations)
    for (const place of listPlaces(operation)) places.set(toPlaceKey(place), places.get(toPlaceKey(place)) ?? place);
  return [...places].flatMap(([key, origin], position) =>
    buildResourceBlocks(block.operations.flatMap((operation) => selectChangesAt(operation, key))).map((part) => ({
      ...part,
      ...omitUndefined({ origin }),
      notes: position === 0 ? block.notes : [],
    })),
  );
}

const listPlaces = ({ changes, origin }: Operation): readonly (FilePlace | undefined)[] =>
  changes.length === 0 ? [origin] : changes.map((change) => change.origin ?? origin);

const toPlaceKey = (place: FilePlace | undefined): string => (place ? `${place.line} ${place.file}` : '');

function selectChangesAt(operation: Operation, key: string): readonly Operation[] {
  const changes = operation.changes.filter((change) => toPlaceKey(change.origin ?? operation.origin) === key);
  if (operation.changes.length === 0) return toPlaceKey(operation.origin) === key ? [operation] : [];
  return changes.length === 0 ? [] : [{ ...operation, changes }];
}

const LINE_WIDTH = 100;
const MAX_LINES = 20;

const renderTextLines = (lines: readonly StyledLine[]): readonly string[] =>
  renderStyledLines(lines, false)
    .trimEnd()
    .split('\n')
    .map((text) => text.replace(/^ {1,6}/, ''));

const limitLines = (lines: readonly string[]): string =>
  [...lines.slice(0, MAX_LINES), ...(lines.length > MAX_LINES ? [`… and ${lines.length - MAX_LINES} more lines`] : [])].join(
    '\n',
  );

/** Places the annotation on the line of the definition that causes the change. A pruned resource is in no file and has no line. */
function buildBlockAnnotation(
  level: AnnotationLevel,
  block: ResourceBlock | undefined,
  shown: readonly StyledLine[],
): Annotation {
  const [title = '', ...lines] = renderTextLines(shown);
  return { level, ...omitUndefined({ place: block?.origin }), title, body: limitLines(lines) || title };
}

function buildProblemAnnotation({ severity, code, message, place, expected, hint }: Problem): Annotation {
  const body = [message, expected && `expected: ${expected}`, hint && `help: ${hint}`].filter((text) => text !== undefined);
  const lines = body.flatMap((text) => text.split('\n').map(sanitizeText));
  return { level: severity, ...(place?.kind === 'file' ? { place } : {}), title: code, body: lines.join('\n') };
}

function formatCommand({ level, place, title, body }: Annotation): string {
  const where = place ? [`file=${escapeProperty(sanitizeText(place.file))}`, `line=${place.line}`, `col=${place.column}`] : [];
  return `::${level} ${[...where, `title=${escapeProperty(title)}`].join(',')}::${escapeData(body)}`;
}

/** Escapes as the runner expects them in workflow commands (`escapeData` and `escapeProperty` of @actions/core). */
const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
