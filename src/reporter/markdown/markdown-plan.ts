import type { Risk } from '../../model/plan/operation.ts';
import type { Plan } from '../../model/plan/plan.ts';
import { formatUserLoss } from '../../model/plan/user-loss.ts';
import { formatCount } from '../../model/wording.ts';
import { countChanges, formatChangeCounts, formatCost } from '../view/change-counts.ts';
import { buildResourceBlocks, type ResourceBlock } from '../view/changes/resource-blocks.ts';
import type { ReportPiece } from './fit-pieces.ts';
import { PLAN_WORDING, renderBlockVersions } from './markdown-block.ts';
import { formatCode } from './markdown-escape.ts';
import { buildFittedReport, type MarkdownOptions, type ReportSection } from './markdown-report.ts';
import {
  buildNotePieces,
  buildProblemPiece,
  buildUndeclaredPieces,
  renderAlert,
  renderCountsTable,
} from './markdown-sections.ts';

/** Order in which pieces get space in a limited report: refusals first, then risky changes, safe changes last. */
const RANKS = { refusal: 0, destructive: 1, disruptive: 2, note: 3, undeclared: 4, safe: 5 } as const;

/** Renders a plan for a pull request comment or a job summary. */
export function renderPlanMarkdown(plan: Plan, options: MarkdownOptions = {}): string {
  const blocks = buildResourceBlocks(plan.operations);
  const buildRiskPieces = (risk: Risk): readonly ReportPiece[] =>
    blocks
      .filter((block) => block.risk === risk)
      .map((block) => ({ rank: RANKS[risk], versions: renderBlockVersions(block, PLAN_WORDING) }));
  const sections: readonly ReportSection[] = [
    { title: '#### Refused', pieces: plan.refusals.map((refusal) => buildProblemPiece(refusal, RANKS.refusal)) },
    { title: '#### Destructive', pieces: buildRiskPieces('destructive') },
    { title: '#### Disruptive', pieces: buildRiskPieces('disruptive') },
    { title: '#### Changes', pieces: buildRiskPieces('safe') },
    { title: '#### Notes', pieces: buildNotePieces(plan.operations, blocks, RANKS.note) },
    {
      title: '#### Undeclared: in the tenant but not in the definition (unchanged)',
      pieces: buildUndeclaredPieces(plan.undeclared, RANKS.undeclared),
    },
  ];
  return buildFittedReport(renderPlanHead(plan, blocks, options.time), sections, options);
}

function renderPlanHead(plan: Plan, blocks: readonly ResourceBlock[], time: string | undefined): string {
  const counts = countChanges(blocks);
  const title = `### Plan for ${formatCode(plan.tenant)}\n\n`;
  const cost = [formatCost(plan.cost), ...(time === undefined ? [] : [time])].join(', ');
  const summary = blocks.length === 0 ? '**No changes.**\n' : `**${formatChangeCounts(counts)}** · ${cost}\n`;
  const refused =
    plan.refusals.length === 0
      ? ''
      : `\n${renderAlert('CAUTION', ['**This plan is refused and cannot be applied.** Fix the problems under “Refused” first.'])}`;
  const lossText = `**${formatCount(counts.destructive, 'destructive change')}: data will be permanently deleted.** See “Destructive”.`;
  const userLoss = formatUserLoss(plan);
  const destructive =
    counts.destructive === 0
      ? ''
      : `\n${renderAlert('CAUTION', [lossText, ...(userLoss === undefined ? [] : [`**${userLoss}.**`])])}`;
  return `${title}${summary}${refused}${destructive}${blocks.length === 0 ? '' : `\n${renderCountsTable(blocks)}`}`;
}
