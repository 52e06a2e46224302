import type { OperationResult, Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatCost } from '../view/change-counts.ts';
import {
  computeTally,
  formatTally,
  getOutcome,
  listPerformedOperations,
  type OperationOutcome,
  suggestNextStep,
} from '../view/result-tally.ts';
import type { ReportPiece } from './fit-pieces.ts';
import { escapeProse, formatCode, shortenText } from './markdown-escape.ts';
import { buildFittedReport, type MarkdownOptions, type ReportSection } from './markdown-report.ts';
import { buildProblemPiece, renderAlert } from './markdown-sections.ts';

/** Order in which operations get space in a limited report. `noticed` are operations that have problems without having failed. */
const RANKS = { failed: 0, noticed: 1, notStarted: 2, done: 3 } as const;

/** Renders the result of an apply for a job summary or a comment, failures first. */
export function renderResultMarkdown(result: Result, options: MarkdownOptions = {}): string {
  const operations = listPerformedOperations(result);
  const buildOutcomePieces = (outcome: OperationOutcome, rank: number): readonly ReportPiece[] =>
    operations.filter((one) => getOutcome(one) === outcome).flatMap((one) => buildOperationPieces(one, rank));
  const sections: readonly ReportSection[] = [
    { title: '#### Refused', pieces: (result.refused ?? []).map((problem) => buildProblemPiece(problem, RANKS.failed)) },
    { title: '#### Failed', pieces: buildOutcomePieces('failed', RANKS.failed) },
    { title: '#### Outcome unknown', pieces: buildOutcomePieces('outcome unknown', RANKS.failed) },
    { title: '#### Not started', pieces: buildOutcomePieces('not started', RANKS.notStarted) },
    { title: '#### Done', pieces: buildOutcomePieces('done', RANKS.done) },
  ];
  return buildFittedReport(renderResultHead(result), sections, options);
}

function renderResultHead(result: Result): string {
  const tally = computeTally(result);
  const isIncomplete = result.refused !== undefined || tally.failed + tally.unknown + tally.notStarted > 0;
  const counts = result.refused ? 'The plan was refused.' : `${formatTally(tally)} · ${formatCost(result.requests)}`;
  const title = `### Apply to ${formatCode(result.tenant)}\n\n`;
  return `${title}${isIncomplete ? renderAlert('CAUTION', [`**${counts}**`, suggestNextStep(result)]) : `**${counts}**\n\n${suggestNextStep(result)}\n`}`;
}

function buildOperationPieces(operation: OperationResult, rank: number): readonly ReportPiece[] {
  const { action, address, relation, because, liveId, problems } = operation;
  const id = action === 'create' && liveId !== undefined ? ` ${formatCode(liveId)}` : '';
  const why = because === undefined ? '' : `: ${escapeProse(shortenText(because, 500))}`;
  const line = `- ${action} ${formatCode(address)}${relation === undefined ? '' : ` ${formatCode(relation)}`}${id}${why}\n`;
  return [{ rank: problems.length === 0 ? rank : Math.min(rank, RANKS.noticed), versions: addProblems(line, problems) }];
}

function addProblems(line: string, problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [line];
  const nested = problems.map((problem) => `  ${buildProblemPiece(problem, 0).versions[0] ?? ''}`);
  return [line + nested.join(''), line];
}
