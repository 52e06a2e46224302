import type { Operation, Plan, Risk } from '../model/plan/plan.ts';
import type { FilePlace, Problem } from '../model/problem/problem.ts';
import { clean } from './sanitize.ts';
import { blockLines } from './text/block.ts';
import { painted } from './text/line.ts';
import { type Block, blocksOf, byRisk } from './view/changes/blocks.ts';
import { costText, countsOf, countsText } from './view/summary.ts';
import { inlineText } from './view/yaml.ts';

type Level = 'error' | 'warning' | 'notice';

/** GitHub shows ten annotations of a level for a step: what matters most comes first. */
export function githubAnnotations(of: Plan | readonly Problem[]): string {
  return ('format' in of ? planAnnotations(of) : of.map(problemAnnotation)).map((one) => `${one}\n`).join('');
}

/** First what refuses the plan, then all of it in a sentence; of each resource its first line before anybody's second. */
function planAnnotations(plan: Plan): readonly string[] {
  const blocks = blocksOf(plan.operations);
  const lines = blocks.flatMap((block) => byLine(block).map((part, turn) => ({ part, turn })));
  return [
    ...plan.refusals.map(problemAnnotation),
    annotation('notice', undefined, `Plan for ${clean(plan.tenant)}`, summaryOf(plan, blocks)),
    ...byRisk(lines.sort((a, b) => a.turn - b.turn).map(({ part }) => part)).map(blockAnnotation),
  ];
}

function summaryOf({ cost }: Plan, blocks: readonly Block[]): string {
  const counts = countsOf(blocks);
  const destructive = counts.destructive === 0 ? '' : ` (${counts.destructive} destructive)`;
  return blocks.length === 0 ? 'No changes.' : `${countsText(counts)}${destructive} · ${costText(cost)}`;
}

/** A resource's block for each line of the definition that changes something of it. */
function byLine(block: Block): readonly Block[] {
  const places = new Map<string, FilePlace | undefined>();
  for (const operation of block.operations)
    for (const place of placesOf(operation)) places.set(keyOf(place), places.get(keyOf(place)) ?? place);
  return [...places].flatMap(([key, origin], turn) =>
    blocksOf(block.operations.flatMap((operation) => partAt(operation, key))).map((part) => ({
      ...part,
      ...(origin ? { origin } : {}),
      notes: turn === 0 ? block.notes : [],
    })),
  );
}

const placesOf = ({ changes, origin }: Operation): readonly (FilePlace | undefined)[] =>
  changes.length === 0 ? [origin] : changes.map((change) => change.origin ?? origin);

const keyOf = (place: FilePlace | undefined): string => (place ? `${place.line} ${place.file}` : '');

function partAt(operation: Operation, key: string): readonly Operation[] {
  const changes = operation.changes.filter((change) => keyOf(change.origin ?? operation.origin) === key);
  if (operation.changes.length === 0) return keyOf(operation.origin) === key ? [operation] : [];
  return changes.length === 0 ? [] : [{ ...operation, changes }];
}

const LEVELS: Readonly<Record<Risk, Level>> = { destructive: 'warning', disruptive: 'warning', safe: 'notice' };
const WIDTH = 100;
const MOST_LINES = 20;

/** On the line of the definition that asks for the change; a resource that no file names (a pruned one) has none. */
function blockAnnotation(block: Block): string {
  const [title = '', ...indented] = painted(blockLines(block, WIDTH), false).trimEnd().split('\n');
  const lines = indented.map((text) => text.replace(/^ {4}/, ''));
  const more = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} more lines`] : [];
  const body = [...lines.slice(0, MOST_LINES), ...more].join('\n') || `${block.action} ${inlineText(block.address)}`;
  return annotation(LEVELS[block.risk], block.origin, title, body);
}

function problemAnnotation({ severity, code, message, place, expected, hint }: Problem): string {
  const body = [message, expected && `expected: ${expected}`, hint && `help: ${hint}`].filter((text) => text !== undefined);
  const lines = body.flatMap((text) => text.split('\n').map(clean));
  return annotation(severity, place?.kind === 'file' ? place : undefined, code, lines.join('\n'));
}

function annotation(level: Level, place: FilePlace | undefined, title: string, body: string): string {
  const where = place ? [`file=${property(clean(place.file))}`, `line=${place.line}`, `col=${place.column}`] : [];
  return `::${level} ${[...where, `title=${property(title)}`].join(',')}::${data(body)}`;
}

/** The escapes of the runner's command lines. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
