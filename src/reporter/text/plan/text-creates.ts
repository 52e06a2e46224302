import { formatInlineValue, formatMemberLines } from '../../view/format-yaml.ts';
import type { CreateGroup } from '../../view/plan/create-groups.ts';
import { collectFields } from '../../view/plan/create-groups.ts';
import { joinRangeNames, listRangeNames } from '../../view/plan/name-range.ts';
import { makeCodeSpan, makeLine, makeSpan, type StyledLine } from '../lines/styled-line.ts';
import { renderBlockLines, renderSentence } from '../text-block.ts';
import { renderFindingLines } from './text-impact.ts';

const BODY_INDENT = 6;

/** Renders a created resource, or a group of similar ones: how many, what they have in common and what differs. */
export function renderCreateGroup(group: CreateGroup, width: number): readonly StyledLine[] {
  const [first] = group.blocks;
  if (!first) return [];
  const findings = renderFindingLines(group.findings, BODY_INDENT, width);
  if (group.blocks.length === 1) return [...renderBlockLines(first, 2, width), ...findings];
  return [
    renderGroupHead(group),
    ...group.reasons.flatMap((why) => renderSentence('dim', why, BODY_INDENT, width)),
    ...formatMemberLines(group.common).map((text) => makeLine(BODY_INDENT, makeCodeSpan('add', text))),
    ...group.differing.flatMap((name) => renderDifference(name, group, width)),
    ...first.notes.flatMap((note) => renderSentence('dim', `note: ${note}`, BODY_INDENT, width)),
    ...findings,
  ];
}

export const renderGroupHead = ({ type, blocks }: CreateGroup): StyledLine =>
  makeLine(2, makeSpan('add', `+ ${blocks.length} ${type}: `), joinRangeNames(listRangeNames(blocks), blocks.length));

/** `display_name: Customer 1 … Customer 60`, or only the name if the values are long. */
function renderDifference(name: string, { blocks }: CreateGroup, width: number): readonly StyledLine[] {
  const values = [blocks[0], blocks.at(-1)].map((block) => formatInlineValue(block && collectFields(block)[name]));
  const line = `${name}: ${values.join(' … ')}`;
  return renderSentence('plain', BODY_INDENT + line.length > width ? `${name}: differs` : line, BODY_INDENT, width);
}
