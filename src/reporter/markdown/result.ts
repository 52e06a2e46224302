import type { OperationResult, Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { costText } from '../view/summary.ts';
import { nextStep, type Outcome, outcomeOf, performed, tallyOf, tallyText } from '../view/tally.ts';
import { code, prose, shortened } from './escape.ts';
import type { Piece } from './fit.ts';
import { fittedReport, type MarkdownOptions, type Section } from './report.ts';
import { alert, refusalPiece } from './sections.ts';

const RANKS = { failed: 0, noticed: 1, notStarted: 2, done: 3 } as const;

/** What an apply did, for a job summary or a comment: failures first. */
export function markdownResult(result: Result, options: MarkdownOptions = {}): string {
  const operations = performed(result);
  const of = (outcome: Outcome, rank: number): readonly Piece[] =>
    operations.filter((one) => outcomeOf(one) === outcome).flatMap((one) => operationPieces(one, rank));
  const sections: readonly Section[] = [
    { title: '#### Refused', pieces: (result.refused ?? []).map((problem) => refusalPiece(problem, RANKS.failed)) },
    { title: '#### Failed', pieces: of('failed', RANKS.failed) },
    { title: '#### Outcome unknown', pieces: of('outcome unknown', RANKS.failed) },
    { title: '#### Not started', pieces: of('not started', RANKS.notStarted) },
    { title: '#### Done', pieces: of('done', RANKS.done) },
  ];
  return fittedReport(headOf(result), sections, options);
}

function headOf(result: Result): string {
  const tally = tallyOf(result);
  const bad = result.refused !== undefined || tally.failed + tally.unknown + tally.notStarted > 0;
  const counts = result.refused ? 'The plan was refused.' : `${tallyText(tally)} · ${costText(result.requests)}`;
  const title = `### Apply to ${code(result.tenant)}\n\n`;
  return `${title}${bad ? alert('CAUTION', [`**${counts}**`, nextStep(result)]) : `**${counts}**\n\n${nextStep(result)}\n`}`;
}

function operationPieces(operation: OperationResult, rank: number): readonly Piece[] {
  const { action, address, relation, because, liveId, problems } = operation;
  const id = action === 'create' && liveId !== undefined ? ` ${code(liveId)}` : '';
  const why = because === undefined ? '' : `: ${prose(shortened(because, 500))}`;
  const line = `- ${action} ${code(address)}${relation === undefined ? '' : ` ${code(relation)}`}${id}${why}\n`;
  return [{ rank: problems.length === 0 ? rank : Math.min(rank, RANKS.noticed), lengths: withProblems(line, problems) }];
}

function withProblems(line: string, problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [line];
  const nested = problems.map((problem) => `  ${refusalPiece(problem, 0).lengths[0] ?? ''}`);
  return [line + nested.join(''), line];
}
