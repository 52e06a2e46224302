import { listBlockFields } from '../view/changes/block-field-names.ts';
import type { Sign } from '../view/changes/change-entry.ts';
import type { BlockAction, BlockPart, ResourceBlock } from '../view/changes/resource-blocks.ts';
import { formatInlineText, formatMemberLines } from '../view/format-yaml.ts';
import { listShownReasons } from '../view/shown-reasons.ts';
import { makeCodeSpan, makeLine, makeSpan, type StyledLine, type StyledSpan, type Tone } from './lines/styled-line.ts';
import { wrapText } from './lines/wrap-text.ts';
import { renderEntryLines, toTone } from './text-entry.ts';

export const ACTION_SIGNS: Readonly<Record<BlockAction, Sign>> = { create: '+', update: '~', delete: '-' };
/** Columns between the start of a block's first line and the start of the others. */
const BODY_INDENT = 4;

/** Renders one resource: the action, then each changed field. */
export const renderBlockLines = (block: ResourceBlock, indent: number, width: number): readonly StyledLine[] => [
  makeLine(indent, ...renderHeadSpans(block)),
  ...renderBodyLines(block, indent + BODY_INDENT, width),
];

/** Renders a resource on one line, with the names of its fields. */
export function renderFoldedLine(block: ResourceBlock, indent: number, width: number): StyledLine {
  const head = renderHeadSpans(block);
  const used = indent + head.reduce((sum, { text }) => sum + text.length, 0);
  return makeLine(indent, ...head, makeSpan('dim', `  ${cutNames(listBlockFields(block), width - used - 2)}`));
}

function cutNames(names: readonly string[], width: number): string {
  const all = names.join(', ');
  const shown = names.filter((_, index) => names.slice(0, index + 1).join(', ').length + 14 <= width);
  if (all.length <= width || shown.length === names.length) return all;
  return shown.length === 0 ? `${names.length} fields` : `${shown.join(', ')} and ${names.length - shown.length} more`;
}

export function renderHeadSpans(block: ResourceBlock): readonly StyledSpan[] {
  const { action, address, renamedFrom } = block;
  const tone: Tone = action === 'delete' ? 'danger' : toTone(ACTION_SIGNS[action]);
  const old = renamedFrom === undefined ? [] : [makeSpan('dim', `  renamed from ${formatInlineText(renamedFrom)}`)];
  return [makeSpan(tone, `${ACTION_SIGNS[action]} ${address}`), ...old];
}

/** Renders where a change is declared. */
export const renderPlaceSpans = ({ origin }: Pick<ResourceBlock, 'origin'>): readonly StyledSpan[] =>
  origin ? [makeSpan('dim', `  ${origin.file}:${origin.line}`)] : [];

function renderBodyLines(block: ResourceBlock, indent: number, width: number): readonly StyledLine[] {
  const created = formatMemberLines(block.created).map((text) => makeLine(indent, makeCodeSpan('add', text)));
  const [first, ...later] = block.parts;
  const reasons = listShownReasons(first?.operations ?? []);
  return [
    ...reasons.flatMap((why) => renderSentence(block.action === 'delete' ? 'danger' : 'dim', why, indent, width)),
    ...created,
    ...(first ? renderEntryLines(first.entries, indent, width) : []),
    ...later.flatMap((part) => renderLaterPart(part, indent, width)),
    ...block.notes.flatMap((note) => renderSentence('dim', `note: ${note}`, indent, width)),
  ];
}

export const renderSentence = (tone: Tone, text: string, indent: number, width: number): readonly StyledLine[] =>
  wrapText(text, width - indent).map((line) => makeLine(indent, makeSpan(tone, line)));

/** Renders a further write of the same resource: its reason and its changes. */
const renderLaterPart = ({ operations, entries }: BlockPart, indent: number, width: number): readonly StyledLine[] => [
  ...renderSentence('dim', ['then', ...listShownReasons(operations.slice(0, 1))].join(': '), indent, width),
  ...renderEntryLines(entries, indent, width),
];
