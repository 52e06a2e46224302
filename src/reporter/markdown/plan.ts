import type { Plan, Risk } from '../../model/plan/plan.ts';
import { userLossText } from '../../model/plan/user-loss.ts';
import { type Block, blocksOf } from '../view/changes/blocks.ts';
import { costText, countsOf, countsText, plural } from '../view/summary.ts';
import { blockLengths, PLAN_TELLING } from './block.ts';
import { code } from './escape.ts';
import type { Piece } from './fit.ts';
import { fittedReport, type MarkdownOptions, type Section } from './report.ts';
import { alert, countsTable, notePieces, refusalPiece, undeclaredPieces } from './sections.ts';

/** What is kept longest when there is not room for all: what refuses, then what loses, and the details of safe changes last. */
const RANKS = { refusal: 0, destructive: 1, disruptive: 2, note: 3, undeclared: 4, safe: 5 } as const;

/** The plan for a pull request's comment. */
export function markdownPlan(plan: Plan, options: MarkdownOptions = {}): string {
  const blocks = blocksOf(plan.operations);
  const of = (risk: Risk): readonly Piece[] =>
    blocks
      .filter((block) => block.risk === risk)
      .map((block) => ({ rank: RANKS[risk], lengths: blockLengths(block, PLAN_TELLING) }));
  const sections: readonly Section[] = [
    { title: '#### Refused', pieces: plan.refusals.map((refusal) => refusalPiece(refusal, RANKS.refusal)) },
    { title: '#### Destructive', pieces: of('destructive') },
    { title: '#### Disruptive', pieces: of('disruptive') },
    { title: '#### Changes', pieces: of('safe') },
    { title: '#### Notes', pieces: notePieces(plan.operations, blocks, RANKS.note) },
    {
      title: '#### Undeclared: in the tenant, not in the definition; left alone',
      pieces: undeclaredPieces(plan.undeclared, RANKS.undeclared),
    },
  ];
  return fittedReport(headOf(plan, blocks, options.time), sections, options);
}

function headOf(plan: Plan, blocks: readonly Block[], time: string | undefined): string {
  const counts = countsOf(blocks);
  const title = `### Plan for ${code(plan.tenant)}\n\n`;
  const cost = [costText(plan.cost), ...(time === undefined ? [] : [time])].join(', ');
  const summary = blocks.length === 0 ? '**No changes.**\n' : `**${countsText(counts)}** · ${cost}\n`;
  const refused =
    plan.refusals.length === 0
      ? ''
      : `\n${alert('CAUTION', ['**This plan is refused.** Apply would change nothing. Solve what stands under “Refused” first.'])}`;
  const lost = `**${plural(counts.destructive, 'resource')} will lose something for good.** See “Destructive”.`;
  const users = userLossText(plan);
  const destructive =
    counts.destructive === 0 ? '' : `\n${alert('CAUTION', [lost, ...(users === undefined ? [] : [`**${users}.**`])])}`;
  return `${title}${summary}${refused}${destructive}${blocks.length === 0 ? '' : `\n${countsTable(blocks)}`}`;
}
