import type { Plan } from '../../model/plan.ts';
import { type BlockAction, blocksOf } from '../view/blocks.ts';
import { DRIFT, driftCounts, netEntries } from '../view/drift.ts';
import { flipped } from '../view/flip.ts';
import { blockLengths, type Telling } from './block.ts';
import { code } from './escape.ts';
import type { Piece } from './fit.ts';
import { fittedReport, type MarkdownOptions, type Section } from './report.ts';
import { notePieces, refusalPiece, undeclaredPieces } from './sections.ts';

/** Signs as in the drift's own words: what the tenant has besides is `+`, what it lacks `-`. */
const DRIFT_TELLING: Telling = {
  words: ({ action }) => DRIFT[action].words,
  createdSign: '-',
  parts: (block) => [{ operations: [], entries: netEntries(block).map(flipped) }],
};

/** A plan seen as drift, for an issue or a pull request. */
export function markdownDrift(plan: Plan, options: MarkdownOptions = {}): string {
  const blocks = blocksOf(plan.operations).map((block) => ({ ...block, risk: 'safe' as const, notes: [], operations: [] }));
  const of = (action: BlockAction): readonly Piece[] =>
    blocks.filter((block) => block.action === action).map((block) => ({ rank: 1, lengths: blockLengths(block, DRIFT_TELLING) }));
  const sections: readonly Section[] = [
    { title: '#### Problems', pieces: plan.refusals.map((refusal) => refusalPiece(refusal, 0)) },
    { title: '#### Differs: `-` definition says, `+` tenant has', pieces: of('update') },
    { title: '#### Missing in the tenant', pieces: of('create') },
    { title: '#### Only in the tenant', pieces: of('delete') },
    { title: '#### Notes', pieces: notePieces(plan.operations, blocks, 2) },
    { title: '#### Undeclared: in the tenant, not in the definition', pieces: undeclaredPieces(plan.undeclared, 0) },
  ];
  return fittedReport(`### Drift of ${code(plan.tenant)}\n\n**${driftCounts(blocks, plan.undeclared)}**\n`, sections, options);
}
