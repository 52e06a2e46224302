import { isNote, type Operation } from '../../model/plan/operation.ts';
import type { Plan } from '../../model/plan/plan.ts';
import { formatUserLoss } from '../../model/plan/user-loss.ts';
import { countChanges, formatChangeCounts, formatCost } from '../view/change-counts.ts';
import { buildResourceBlocks, type ResourceBlock } from '../view/changes/resource-blocks.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines, type StyledLine } from './styled-line.ts';
import { renderBlockLines } from './text-block.ts';
import { renderProblemLines } from './text-problem.ts';
import { renderSection, renderUndeclaredLines } from './text-sections.ts';

export interface TextOptions {
  readonly colour: boolean;
  /** Terminal width in columns. */
  readonly width: number;
  /** The estimated duration as text; undefined if unknown. */
  readonly time?: string;
}

/** Narrower widths are ignored: a CI log without a terminal may report any width. */
export const MIN_WIDTH = 40;

/** Renders a plan for a terminal or a log. */
export function renderPlanText(plan: Plan, options: TextOptions): string {
  const width = Math.max(MIN_WIDTH, options.width);
  const blocks = buildResourceBlocks(plan.operations);
  return renderStyledLines(
    [
      makeLine(0, makeSpan('strong', `Plan for ${plan.tenant}`)),
      ...blocks.flatMap((block) => [EMPTY_LINE, ...renderBlockLines(block, width)]),
      ...renderNoteLines(plan.operations, blocks),
      ...renderUndeclaredLines(plan.undeclared, 'Undeclared: in the tenant but not in the definition (unchanged)', width),
      ...renderRefusalLines(plan, 'This plan is refused and cannot be applied. Fix these first:'),
      EMPTY_LINE,
      ...renderSummaryLines(plan, blocks, options.time),
    ],
    options.colour,
  );
}

/** Renders the notes on unchanged resources. Notes on changed resources are shown with the resource. */
export function renderNoteLines(operations: readonly Operation[], blocks: readonly ResourceBlock[]): readonly StyledLine[] {
  const changed = new Set(blocks.map(({ address }) => address));
  const notes = operations.filter(isNote).filter(({ address }) => !changed.has(address));
  return renderSection(
    'Notes',
    notes.map(({ address, why }) => makeLine(2, `${address}  `, makeSpan('dim', why))),
  );
}

export function renderRefusalLines({ refusals }: Plan, title: string): readonly StyledLine[] {
  if (refusals.length === 0) return [];
  const problems = refusals.flatMap((refusal) => [EMPTY_LINE, ...renderProblemLines(refusal)]);
  return [EMPTY_LINE, makeLine(0, makeSpan('danger', title)), ...problems];
}

function renderSummaryLines(plan: Plan, blocks: readonly ResourceBlock[], time: string | undefined): readonly StyledLine[] {
  if (blocks.length === 0) return [makeLine(0, makeSpan('strong', 'No changes.'))];
  const counts = countChanges(blocks);
  const userLoss = formatUserLoss(plan);
  const userLossLines = userLoss === undefined ? [] : [makeLine(0, makeSpan('danger', `! ${userLoss}`))];
  const destructive = counts.destructive === 0 ? [] : [makeSpan('danger', ` (${counts.destructive} destructive)`)];
  const cost = [formatCost(plan.cost), ...(time === undefined ? [] : [time])].join(', ');
  return [...userLossLines, makeLine(0, makeSpan('strong', formatChangeCounts(counts)), ...destructive, ` · ${cost}`)];
}
