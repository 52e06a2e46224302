import type { Plan } from '../../model/plan.ts';
import { type Block, blocksOf } from '../view/blocks.ts';
import { DRIFT, driftCounts, netEntries } from '../view/drift.ts';
import { inlineText, memberLines } from '../view/yaml.ts';
import { driftEntryLines } from './drift-entry.ts';
import { toneOf } from './entry.ts';
import { code, EMPTY, type Line, line, painted, span } from './line.ts';
import { NARROWEST, noteLines, refusalLines, type TextOptions } from './plan.ts';
import { undeclaredLines } from './sections.ts';

const BODY = 4;

/** A plan seen as drift: what the tenant has that the definition does not say, and the reverse. */
export function driftText(plan: Plan, { colour, width }: TextOptions): string {
  const blocks = blocksOf(plan.operations);
  return painted(
    [
      line(0, span('strong', `Drift of ${plan.tenant}`)),
      ...blocks.flatMap((block) => [EMPTY, ...blockLines(block)]),
      ...noteLines(plan.operations, blocks),
      ...undeclaredLines(plan.undeclared, 'Undeclared: in the tenant, not in the definition', Math.max(NARROWEST, width)),
      ...refusalLines(plan, 'What this says may be incomplete, and must not be applied as it is:'),
      EMPTY,
      line(0, span('strong', driftCounts(blocks, plan.undeclared))),
    ],
    colour,
  );
}

function blockLines(block: Block): readonly Line[] {
  const { sign, words } = DRIFT[block.action];
  const old = block.renamedFrom === undefined ? '' : `, still named ${inlineText(block.renamedFrom)}`;
  return [
    line(0, span(toneOf(sign), `${sign} ${block.address}`), `  ${words}${old}`),
    ...memberLines(block.created).map((text) => line(BODY, code('remove', text))),
    ...(block.action === 'delete' ? [] : driftEntryLines(netEntries(block), BODY)),
    ...block.notes.map((note) => line(BODY, span('dim', `note: ${note}`))),
  ];
}
