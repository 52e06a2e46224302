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
export const MAX_LINE_LENGTH = 2000;

/**
 * Renders one resource, folded, in up to three versions: complete, with the first lines of the diff, and on one line.
 *
 * @param findings Markdown that is shown in every version
 */
export function renderBlockVersions(block: ResourceBlock, wording: BlockWording, findings = ''): readonly string[] {
  const lines = renderBlockDiff(block, wording).map((line) => shortenText(line, MAX_LINE_LENGTH));
  const oneLine = `- ${renderHead(block, wording.describeAction, MARKDOWN_STYLE)}\n${findings.replace(/^/gm, '  ').trimEnd()}`;
  const shortest = `${oneLine.trimEnd()}\n`;
  const full = renderDetails(block, wording, lines, findings);
  return lines.length <= LINES_KEPT
    ? [full, shortest]
    : [full, renderDetails(block, wording, cutDiff(lines), findings), shortest];
}

export const cutDiff = (lines: readonly string[]): readonly string[] =>
  lines.length <= LINES_KEPT ? lines : [...lines.slice(0, LINES_KEPT), `  … and ${lines.length - LINES_KEPT} more lines`];

export const formatDiff = (lines: readonly string[]): string => (lines.length === 0 ? '' : formatFencedBlock('diff', lines));

function renderBlockDiff(block: ResourceBlock, { createdSign, getParts }: BlockWording): readonly string[] {
  const created = formatMemberLines(block.created).map((line) => `${createdSign} ${line}`);
  const [first, ...later] = getParts(block);
  const laterLines = later.flatMap((part) => [
    `# ${['then', ...listShownReasons(part.operations.slice(0, 1)).map((why) => shortenText(why))].join(': ')}`,
    ...renderEntryDiff(part.entries),
  ]);
  return [...created, ...(first ? renderEntryDiff(first.entries) : []), ...laterLines];
}

const renderDetails = (block: ResourceBlock, wording: BlockWording, lines: readonly string[], findings: string): string =>
  renderFolded(
    renderHead(block, wording.describeAction, HTML_STYLE),
    `${renderReasons(block)}${findings === '' ? '' : `${findings}\n`}${formatDiff(lines)}`,
  );

/** Folds Markdown below a summary, which is HTML. */
export const renderFolded = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n</details>\n\n`;

/** How to mark up code and bold text: a `<summary>` takes HTML, a list item Markdown. */
export interface InlineStyle {
  readonly formatCode: (text: string) => string;
  readonly formatBold: (text: string) => string;
}
export const HTML_STYLE: InlineStyle = { formatCode: formatHtmlCode, formatBold: (text) => `<b>${text}</b>` };
export const MARKDOWN_STYLE: InlineStyle = { formatCode, formatBold: (text) => `**${text}**` };

export function renderHead(block: ResourceBlock, describeAction: BlockWording['describeAction'], style: InlineStyle): string {
  const old = block.renamedFrom === undefined ? '' : ` (renamed from ${style.formatCode(block.renamedFrom)})`;
  return `${style.formatBold(describeAction(block))} ${style.formatCode(block.address)}${old}`;
}

/** Renders the distinct reasons, then the notes. */
export function renderReasons({ operations, notes }: Pick<ResourceBlock, 'operations' | 'notes'>): string {
  const whys = [...listShownReasons(operations), ...notes.map((note) => `Note: ${note}`)];
  return whys.length === 0 ? '' : `${whys.map((why) => escapeProse(shortenText(why, MAX_LINE_LENGTH))).join('<br>')}\n\n`;
}
