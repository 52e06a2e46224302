import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { Operation, Risk } from '../model/plan/operation.ts';
import type { Plan } from '../model/plan/plan.ts';

import type { FilePlace, Problem } from '../model/problem/problem.ts';
import { sanitizeText } from './sanitize.ts';
import { renderStyledLines } from './text/styled-line.ts';
import { renderBlockLines } from './text/text-block.ts';
import { countChanges, formatChangeCounts, formatCost } from './view/change-counts.ts';
import { buildResourceBlocks, type ResourceBlock, sortByRisk } from './view/changes/resource-blocks.ts';
import { formatInlineText } from './view/format-yaml.ts';

type AnnotationLevel = 'error' | 'warning' | 'notice';

/** Renders workflow commands that annotate files. GitHub shows only ten annotations per level and step, so the riskiest come first. */
export function renderGithubAnnotations(planOrProblems: Plan | readonly Problem[]): string {
  return ('format' in planOrProblems ? renderPlanAnnotations(planOrProblems) : planOrProblems.map(renderProblemAnnotation))
    .map((command) => `${command}\n`)
    .join('');
}

/** Refusals come first, then a one-line summary, then the resources: the first line of every resource before the second line of any. */
function renderPlanAnnotations(plan: Plan): readonly string[] {
  const blocks = buildResourceBlocks(plan.operations);
  const lines = blocks.flatMap((block) => splitByLine(block).map((part, position) => ({ part, position })));
  return [
    ...plan.refusals.map(renderProblemAnnotation),
    formatAnnotation('notice', undefined, `Plan for ${sanitizeText(plan.tenant)}`, formatSummary(plan, blocks)),
    ...sortByRisk(lines.sort((a, b) => a.position - b.position).map(({ part }) => part)).map(renderBlockAnnotation),
  ];
}

function formatSummary({ cost }: Plan, blocks: readonly ResourceBlock[]): string {
  const counts = countChanges(blocks);
  const destructive = counts.destructive === 0 ? '' : ` (${counts.destructive} destructive)`;
  return blocks.length === 0 ? 'No changes.' : `${formatChangeCounts(counts)}${destructive} · ${formatCost(cost)}`;
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

const RISK_LEVELS: Readonly<Record<Risk, AnnotationLevel>> = { destructive: 'warning', disruptive: 'warning', safe: 'notice' };
const LINE_WIDTH = 100;
const MAX_LINES = 20;

/** Places the annotation on the line of the definition that causes the change. A pruned resource is in no file and has no line. */
function renderBlockAnnotation(block: ResourceBlock): string {
  const [title = '', ...indented] = renderStyledLines(renderBlockLines(block, LINE_WIDTH), false).trimEnd().split('\n');
  const lines = indented.map((text) => text.replace(/^ {1,4}/, ''));
  const more = lines.length > MAX_LINES ? [`… and ${lines.length - MAX_LINES} more lines`] : [];
  const body = [...lines.slice(0, MAX_LINES), ...more].join('\n') || `${block.action} ${formatInlineText(block.address)}`;
  return formatAnnotation(RISK_LEVELS[block.risk], block.origin, title, body);
}

function renderProblemAnnotation({ severity, code, message, place, expected, hint }: Problem): string {
  const body = [message, expected && `expected: ${expected}`, hint && `help: ${hint}`].filter((text) => text !== undefined);
  const lines = body.flatMap((text) => text.split('\n').map(sanitizeText));
  return formatAnnotation(severity, place?.kind === 'file' ? place : undefined, code, lines.join('\n'));
}

function formatAnnotation(level: AnnotationLevel, place: FilePlace | undefined, title: string, body: string): string {
  const where = place ? [`file=${escapeProperty(sanitizeText(place.file))}`, `line=${place.line}`, `col=${place.column}`] : [];
  return `::${level} ${[...where, `title=${escapeProperty(title)}`].join(',')}::${escapeData(body)}`;
}

/** Escapes as the runner expects them in workflow commands (`escapeData` and `escapeProperty` of @actions/core). */
const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
