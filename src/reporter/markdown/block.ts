import type { Block, Part } from '../view/changes/blocks.ts';
import { whysOf } from '../view/why.ts';
import { memberLines } from '../view/yaml.ts';
import { diffOf } from './diff.ts';
import { code, fenced, htmlCode, prose, shortened } from './escape.ts';

/** How a block is told: as part of a plan, or as drift. */
export interface Telling {
  readonly words: (block: Block) => string;
  readonly createdSign: '+' | '-';
  readonly parts: (block: Block) => readonly Part[];
}

export const PLAN_TELLING: Telling = { words: ({ action }) => action, createdSign: '+', parts: ({ parts }) => parts };

/** Lines of a diff that are kept where there is no room for all. */
const SOME = 25;
const LONGEST_LINE = 2000;

/** One resource in three lengths: with everything, with the first lines, and on one line. */
export function blockLengths(block: Block, telling: Telling): readonly string[] {
  const lines = diffLines(block, telling).map((line) => shortened(line, LONGEST_LINE));
  const oneLine = `- ${oneLineOf(block, telling)}\n`;
  if (lines.length <= SOME) return [detailsOf(block, telling, lines), oneLine];
  const some = [...lines.slice(0, SOME), `  … and ${lines.length - SOME} more lines`];
  return [detailsOf(block, telling, lines), detailsOf(block, telling, some), oneLine];
}

function diffLines(block: Block, { createdSign, parts }: Telling): readonly string[] {
  const created = memberLines(block.created).map((line) => `${createdSign} ${line}`);
  const [first, ...later] = parts(block);
  const then = later.flatMap((part) => [`# then: ${shortened(part.operations[0]?.why ?? '')}`, ...diffOf(part.entries)]);
  return [...created, ...(first ? diffOf(first.entries) : []), ...then];
}

function detailsOf(block: Block, telling: Telling, lines: readonly string[]): string {
  const open = block.risk === 'destructive' ? ' open' : '';
  const head = `<details${open}><summary>${headOf(block, telling, HTML)}</summary>\n\n`;
  const diff = lines.length === 0 ? '' : fenced('diff', lines);
  return `${head}${whyLines(block)}${diff}\n</details>\n\n`;
}

const oneLineOf = (block: Block, telling: Telling): string =>
  `${headOf(block, telling, MARKDOWN)}${block.risk === 'safe' ? '' : `: ${prose(shortened(block.operations[0]?.why ?? ''))}`}`;

/** A `<summary>` is HTML, a list item Markdown. */
interface Style {
  readonly code: (text: string) => string;
  readonly bold: (text: string) => string;
}
const HTML: Style = { code: htmlCode, bold: (text) => `<b>${text}</b>` };
const MARKDOWN: Style = { code, bold: (text) => `**${text}**` };

function headOf(block: Block, { words }: Telling, style: Style): string {
  const risk = { destructive: ` · ${style.bold('DESTRUCTIVE')}`, disruptive: ` · ${style.bold('disruptive')}`, safe: '' }[
    block.risk
  ];
  const old = block.renamedFrom === undefined ? '' : ` (renamed from ${style.code(block.renamedFrom)})`;
  return `${style.bold(words(block))} ${style.code(block.address)}${old}${risk}`;
}

/** Each reason once, then the notes. */
function whyLines({ operations, notes }: Block): string {
  const whys = [...whysOf(operations), ...notes.map((note) => `Note: ${note}`)];
  return whys.length === 0 ? '' : `${whys.map((why) => prose(shortened(why, LONGEST_LINE))).join('<br>')}\n\n`;
}
