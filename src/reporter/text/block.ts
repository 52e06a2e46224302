import type { Operation, Risk } from '../../model/plan/plan.ts';
import type { Block, BlockAction, Part } from '../view/changes/blocks.ts';
import type { Sign } from '../view/changes/entry.ts';
import { inlineText, memberLines } from '../view/yaml.ts';
import { entryLines, toneOf } from './entry.ts';
import { code, type Line, line, type Span, span } from './line.ts';

const BODY = 4;
export const SIGNS: Readonly<Record<BlockAction, Sign>> = { create: '+', update: '~', delete: '-' };

/** One resource: what happens to it, what is lost, and each changed field. */
export function blockLines(block: Block, width: number): readonly Line[] {
  const created = memberLines(block.created).map((text) => line(BODY, code('add', text)));
  const [first, ...later] = block.parts;
  return [
    headLine(block),
    ...riskLines(block.operations),
    ...created,
    ...(first ? entryLines(first.entries, BODY, width) : []),
    ...later.flatMap((part) => laterLines(part, width)),
    ...block.notes.map((note) => line(BODY, span('dim', `note: ${note}`))),
  ];
}

function headLine({ action, address, renamedFrom, risk }: Block): Line {
  const tone = risk === 'destructive' ? 'danger' : toneOf(SIGNS[action]);
  const old = renamedFrom === undefined ? [] : [span('dim', `  renamed from ${inlineText(renamedFrom)}`)];
  return line(0, span(tone, `${SIGNS[action]} ${address}`), ...old, ...BADGES[risk]);
}

const BADGES: Readonly<Record<Risk, readonly Span[]>> = {
  destructive: [span('danger', '  DESTRUCTIVE')],
  disruptive: [span('warn', '  disruptive')],
  safe: [],
};

/** What is lost or interrupted, in the plan's own words; each sentence once. */
function riskLines(operations: readonly Operation[]): readonly Line[] {
  const risky = operations.filter(({ risk, action }) => risk !== 'safe' || action === 'delete');
  const danger = new Set(risky.filter(({ risk }) => risk === 'destructive').map(({ why }) => why));
  const others = new Set(risky.map(({ why }) => why).filter((why) => !danger.has(why)));
  return [
    ...[...danger].map((why) => line(2, span('danger', `! ${why}`))),
    ...[...others].map((why) => line(BODY, span('warn', why))),
  ];
}

/** A second write of the same resource: why it is needed, and what it changes. */
const laterLines = ({ operations, entries }: Part, width: number): readonly Line[] => [
  line(BODY, span('dim', `then: ${operations[0]?.why ?? ''}`)),
  ...entryLines(entries, BODY, width),
];
