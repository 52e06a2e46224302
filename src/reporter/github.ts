import type { Plan, Risk } from '../model/plan.ts';
import type { FilePlace, Problem } from '../model/problem.ts';
import { clean } from './sanitize.ts';
import { blockLines } from './text/block.ts';
import { painted } from './text/line.ts';
import { type Block, blocksOf, byRisk } from './view/blocks.ts';
import { inlineText } from './view/yaml.ts';

type Level = 'error' | 'warning' | 'notice';

/** GitHub shows ten annotations of a level for a step: what matters most comes first. */
export function githubAnnotations(of: Plan | readonly Problem[]): string {
  return ('format' in of ? planAnnotations(of) : of.map(problemAnnotation)).map((one) => `${one}\n`).join('');
}

function planAnnotations(plan: Plan): readonly string[] {
  return [...plan.refusals.map(problemAnnotation), ...byRisk(blocksOf(plan.operations)).flatMap(blockAnnotation)];
}

const LEVELS: Readonly<Record<Risk, Level>> = { destructive: 'warning', disruptive: 'warning', safe: 'notice' };
const WIDTH = 100;
const MOST_LINES = 20;

/** On the line of the definition that asks for the change; a resource that no file names (a pruned one) has none. */
function blockAnnotation(block: Block): readonly string[] {
  const [title = '', ...lines] = painted(blockLines(block, WIDTH), false).trimEnd().split('\n');
  const more = lines.length > MOST_LINES ? [`… and ${lines.length - MOST_LINES} more lines`] : [];
  const body = [...lines.slice(0, MOST_LINES), ...more].join('\n') || `${block.action} ${inlineText(block.address)}`;
  return [annotation(LEVELS[block.risk], block.origin, title, body)];
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
