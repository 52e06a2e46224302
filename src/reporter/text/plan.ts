import { isChange, type Operation, type Plan } from '../../model/plan/plan.ts';
import { userLossText } from '../../model/plan/user-loss.ts';
import { type Block, blocksOf } from '../view/changes/blocks.ts';
import { costText, countsOf, countsText } from '../view/summary.ts';
import { blockLines } from './block.ts';
import { EMPTY, type Line, line, painted, span } from './line.ts';
import { problemLines } from './problem.ts';
import { section, undeclaredLines } from './sections.ts';

export interface TextOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** What it takes, in words, where that is known. */
  readonly time?: string;
}

/** What a log without a terminal may claim to be is not believed below this. */
export const NARROWEST = 40;

/** The plan as a person reads it in a terminal or a log. */
export function planText(plan: Plan, options: TextOptions): string {
  const width = Math.max(NARROWEST, options.width);
  const blocks = blocksOf(plan.operations);
  return painted(
    [
      line(0, span('strong', `Plan for ${plan.tenant}`)),
      ...blocks.flatMap((block) => [EMPTY, ...blockLines(block, width)]),
      ...noteLines(plan.operations, blocks),
      ...undeclaredLines(plan.undeclared, 'Undeclared: in the tenant, not in the definition; left alone', width),
      ...refusalLines(plan, 'This plan is refused: apply would change nothing. Solve this first:'),
      EMPTY,
      ...summaryLines(plan, blocks, options.time),
    ],
    options.colour,
  );
}

/** Notes on resources that nothing happens to; the others stand with their resource. */
export function noteLines(operations: readonly Operation[], blocks: readonly Block[]): readonly Line[] {
  const changed = new Set(blocks.map(({ address }) => address));
  const notes = operations.filter((operation) => !isChange(operation) && !changed.has(operation.address));
  return section(
    'Notes',
    notes.map(({ address, why }) => line(2, `${address}  `, span('dim', why))),
  );
}

export function refusalLines({ refusals }: Plan, title: string): readonly Line[] {
  if (refusals.length === 0) return [];
  const problems = refusals.flatMap((refusal) => [EMPTY, ...problemLines(refusal)]);
  return [EMPTY, line(0, span('danger', title)), ...problems];
}

function summaryLines(plan: Plan, blocks: readonly Block[], time: string | undefined): readonly Line[] {
  if (blocks.length === 0) return [line(0, span('strong', 'No changes.'))];
  const counts = countsOf(blocks);
  const lost = userLossText(plan);
  const users = lost === undefined ? [] : [line(0, span('danger', `! ${lost}`))];
  const destructive = counts.destructive === 0 ? [] : [span('danger', ` (${counts.destructive} destructive)`)];
  const cost = [costText(plan.cost), ...(time === undefined ? [] : [time])].join(', ');
  return [...users, line(0, span('strong', countsText(counts)), ...destructive, ` · ${cost}`)];
}
