import type { BlockPart, ResourceBlock } from '../view/changes/resource-blocks.ts';
import { formatMemberLines } from '../view/format-yaml.ts';
import { listShownReasons } from '../view/shown-reasons.ts';
import { renderEntryDiff } from './markdown-diff.ts';
import { escapeProse, formatCode, formatFencedBlock, formatHtmlCode, shortenText } from './markdown-escape.ts';

/** How a block is worded: as part of a plan, or as drift. */
export interface BlockWording {
  readonly describeAction: (block: ResourceBlock) => string;
  readonly createdSign: '+' | '-';
  readonly getParts: (block: ResourceBlock) => readonly BlockPart[];
}

export const PLAN_WORDING: BlockWording = {
  describeAction: ({ action }) => action,
  createdSign: '+',
  getParts: ({ parts }) => parts,
};

/** How many lines of a diff the middle version of a block keeps. */
const LINES_KEPT = 25;
const MAX_LINE_LENGTH = 2000;

/** Renders one resource in up to three versions: complete, with the first lines of the diff, and on one line. */
export function renderBlockVersions(block: ResourceBlock, wording: BlockWording): readonly string[] {
  const lines = renderBlockDiff(block, wording).map((line) => shortenText(line, MAX_LINE_LENGTH));
  const oneLine = `- ${renderOneLine(block, wording)}\n`;
  if (lines.length <= LINES_KEPT) return [renderDetails(block, wording, lines), oneLine];
  const firstLines = [...lines.slice(0, LINES_KEPT), `  … and ${lines.length - LINES_KEPT} more lines`];
  return [renderDetails(block, wording, lines), renderDetails(block, wording, firstLines), oneLine];
}

function renderBlockDiff(block: ResourceBlock, { createdSign, getParts }: BlockWording): readonly string[] {
  const created = formatMemberLines(block.created).map((line) => `${createdSign} ${line}`);
  const [first, ...later] = getParts(block);
  const laterLines = later.flatMap((part) => [
    `# then: ${shortenText(part.operations[0]?.why ?? '')}`,
    ...renderEntryDiff(part.entries),
  ]);
  return [...created, ...(first ? renderEntryDiff(first.entries) : []), ...laterLines];
}

function renderDetails(block: ResourceBlock, wording: BlockWording, lines: readonly string[]): string {
  const open = block.risk === 'destructive' ? ' open' : '';
  const head = `<details${open}><summary>${renderHead(block, wording, HTML_STYLE)}</summary>\n\n`;
  const diff = lines.length === 0 ? '' : formatFencedBlock('diff', lines);
  return `${head}${renderReasons(block)}${diff}\n</details>\n\n`;
}

const renderOneLine = (block: ResourceBlock, wording: BlockWording): string =>
  `${renderHead(block, wording, MARKDOWN_STYLE)}${block.risk === 'safe' ? '' : `: ${escapeProse(shortenText(block.operations[0]?.why ?? ''))}`}`;

/** How to mark up code and bold text: a `<summary>` takes HTML, a list item Markdown. */
interface InlineStyle {
  readonly formatCode: (text: string) => string;
  readonly formatBold: (text: string) => string;
}
const HTML_STYLE: InlineStyle = { formatCode: formatHtmlCode, formatBold: (text) => `<b>${text}</b>` };
const MARKDOWN_STYLE: InlineStyle = { formatCode, formatBold: (text) => `**${text}**` };

function renderHead(block: ResourceBlock, { describeAction }: BlockWording, style: InlineStyle): string {
  const risk = {
    destructive: ` · ${style.formatBold('DESTRUCTIVE')}`,
    disruptive: ` · ${style.formatBold('disruptive')}`,
    safe: '',
  }[block.risk];
  const old = block.renamedFrom === undefined ? '' : ` (renamed from ${style.formatCode(block.renamedFrom)})`;
  return `${style.formatBold(describeAction(block))} ${style.formatCode(block.address)}${old}${risk}`;
}

/** Renders the distinct reasons, then the notes. */
function renderReasons({ operations, notes }: ResourceBlock): string {
  const whys = [...listShownReasons(operations), ...notes.map((note) => `Note: ${note}`)];
  return whys.length === 0 ? '' : `${whys.map((why) => escapeProse(shortenText(why, MAX_LINE_LENGTH))).join('<br>')}\n\n`;
}
