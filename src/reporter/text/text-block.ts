import type { Operation, Risk } from '../../model/plan/operation.ts';
import type { Sign } from '../view/changes/change-entry.ts';
import type { BlockAction, BlockPart, ResourceBlock } from '../view/changes/resource-blocks.ts';
import { formatInlineText, formatMemberLines } from '../view/format-yaml.ts';
import { makeCodeSpan, makeLine, makeSpan, type StyledLine, type StyledSpan } from './styled-line.ts';
import { renderEntryLines, toTone } from './text-entry.ts';

const BODY_INDENT = 4;
export const ACTION_SIGNS: Readonly<Record<BlockAction, Sign>> = { create: '+', update: '~', delete: '-' };

/** Renders one resource: the action, what is lost, and each changed field. */
export function renderBlockLines(block: ResourceBlock, width: number): readonly StyledLine[] {
  const created = formatMemberLines(block.created).map((text) => makeLine(BODY_INDENT, makeCodeSpan('add', text)));
  const [first, ...later] = block.parts;
  return [
    renderHeadLine(block),
    ...renderRiskLines(block.operations),
    ...created,
    ...(first ? renderEntryLines(first.entries, BODY_INDENT, width) : []),
    ...later.flatMap((part) => renderLaterPart(part, width)),
    ...block.notes.map((note) => makeLine(BODY_INDENT, makeSpan('dim', `note: ${note}`))),
  ];
}

function renderHeadLine({ action, address, renamedFrom, risk }: ResourceBlock): StyledLine {
  const tone = risk === 'destructive' ? 'danger' : toTone(ACTION_SIGNS[action]);
  const old = renamedFrom === undefined ? [] : [makeSpan('dim', `  renamed from ${formatInlineText(renamedFrom)}`)];
  return makeLine(0, makeSpan(tone, `${ACTION_SIGNS[action]} ${address}`), ...old, ...RISK_BADGES[risk]);
}

const RISK_BADGES: Readonly<Record<Risk, readonly StyledSpan[]>> = {
  destructive: [makeSpan('danger', '  DESTRUCTIVE')],
  disruptive: [makeSpan('warn', '  disruptive')],
  safe: [],
};

/** Renders the distinct reasons of risky operations: what is lost or interrupted. */
function renderRiskLines(operations: readonly Operation[]): readonly StyledLine[] {
  const risky = operations.filter(({ risk, action }) => risk !== 'safe' || action === 'delete');
  const danger = new Set(risky.filter(({ risk }) => risk === 'destructive').map(({ why }) => why));
  const others = new Set(risky.map(({ why }) => why).filter((why) => !danger.has(why)));
  return [
    ...[...danger].map((why) => makeLine(2, makeSpan('danger', `! ${why}`))),
    ...[...others].map((why) => makeLine(BODY_INDENT, makeSpan('warn', why))),
  ];
}

/** Renders a further write of the same resource: its reason and its changes. */
const renderLaterPart = ({ operations, entries }: BlockPart, width: number): readonly StyledLine[] => [
  makeLine(BODY_INDENT, makeSpan('dim', `then: ${operations[0]?.why ?? ''}`)),
  ...renderEntryLines(entries, BODY_INDENT, width),
];
