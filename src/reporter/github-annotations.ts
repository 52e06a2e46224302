import type { Operation, Plan, Risk } from '../model/plan/plan.ts';
import type { FilePlace, Problem } from '../model/problem/problem.ts';
import { sanitizeText } from './sanitize.ts';
import { renderStyledLines } from './text/styled-line.ts';
import { renderBlockLines } from './text/text-block.ts';
import { countChanges, formatChangeCounts, formatCost } from './view/change-counts.ts';
import { buildResourceBlocks, type ResourceBlock, sortByRisk } from './view/changes/resource-blocks.ts';
import { formatInlineText } from './view/format-yaml.ts';

type AnnotationLevel = 'error' | 'warning' | 'notice';

/** GitHub shows ten annotations of a level for a step: what matters most comes first. */
export function githubAnnotations(planOrProblems: Plan | readonly Problem[]): string {
  return ('format' in planOrProblems ? renderPlanAnnotations(planOrProblems) : planOrProblems.map(renderProblemAnnotation))
    .map((command) => `${command}\n`)
    .join('');
}

/** First what refuses the plan, then all of it in a sentence; of each resource its first line before anybody's second. */
function renderPlanAnnotations(plan: Plan): readonly string[] {
  const blocks = buildResourceBlocks(plan.operations);
  const lines = blocks.flatMap((block) => splitByLine(block).map((part, turn) => ({ part, turn })));
  return [
    ...plan.refusals.map(renderProblemAnnotation),
    formatAnnotation('notice', undefined, `Plan for ${sanitizeText(plan.tenant)}`, formatSummary(plan, blocks)),
    ...sortByRisk(lines.sort((a, b) => a.turn - b.turn).map(({ part }) => part)).map(renderBlockAnnotation),
  ];
}

function formatSummary({ cost }: Plan, blocks: readonly ResourceBlock[]): string {
  const counts = countChanges(blocks);
  const destructive = counts.destructive === 0 ? '' : ` (${counts.destructive} destructive)`;
  return blocks.length === 0 ? 'No changes.' : `${formatChangeCounts(counts)}${destructive} · ${formatCost(cost)}`;
}

/** A resource's block for each line of the definition that changes something of it. */
function splitByLine(block: ResourceBlock): readonly ResourceBlock[] {
  const places = new Map<string, FilePlace | undefined>();
  for (const operation of block.operations)
    for (const place of listPlaces(operation)) places.set(toPlaceKey(place), places.get(toPlaceKey(place)) ?? place);
  return [...places].flatMap(([key, origin], turn) =>
    buildResourceBlocks(block.operations.flatMap((operation) => selectChangesAt(operation, key))).map((part) => ({
      ...part,
      ...(origin ? { origin } : {}),
      notes: turn === 0 ? block.notes : [],
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

/** On the line of the definition that asks for the change; a resource that no file names (a pruned one) has none. */
function renderBlockAnnotation(block: ResourceBlock): string {
  const [title = '', ...indented] = renderStyledLines(renderBlockLines(block, LINE_WIDTH), false).trimEnd().split('\n');
  const lines = indented.map((text) => text.replace(/^ {4}/, ''));
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

/** The escapes of the runner's command lines. */
const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
