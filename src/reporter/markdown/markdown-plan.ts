import type { Plan } from '../../model/plan/plan.ts';
import { formatChangeTotal, formatCost } from '../view/change-counts.ts';
import { formatHolders, HOLDERS_TITLE, type ShownHolders } from '../view/plan/holder-names.ts';
import { IMPACT_LABELS } from '../view/plan/impact-labels.ts';
import type { PendingGroup } from '../view/plan/pending-view.ts';
import { buildPlanView, type PlanView } from '../view/plan/plan-view.ts';
import type { ReportPiece } from './fit-pieces.ts';
import { buildAccessPieces } from './markdown-access.ts';
import { PLAN_WORDING, renderBlockVersions } from './markdown-block.ts';
import { buildCreatePiece } from './markdown-creates.ts';
import { escapeProse, formatCode, shortenText } from './markdown-escape.ts';
import { buildImpactPiece, renderFindingItems } from './markdown-impact.ts';
import { buildFittedReport, type MarkdownOptions, type ReportSection } from './markdown-report.ts';
import { buildNameGroupPieces, buildProblemPiece, buildUndeclaredPieces, renderAlert } from './markdown-sections.ts';

/** Order in which pieces get space in a limited report: what an approval hangs on first, creates and cosmetic changes last. */
const RANKS = {
  refusal: 0,
  impact: 1,
  deletes: 2,
  finding: 3,
  access: 4,
  update: 5,
  note: 6,
  pending: 7,
  undeclared: 8,
  create: 9,
  cosmetic: 10,
} as const;

/** Renders a plan for a pull request comment or a job summary. */
export function renderPlanMarkdown(plan: Plan, options: MarkdownOptions = {}): string {
  const view = buildPlanView(plan);
  const sections: readonly ReportSection[] = [
    { title: '#### Refused', pieces: view.refusals.map((refusal) => buildProblemPiece(refusal, RANKS.refusal)) },
    ...view.impact.map(({ is, entries }) => ({
      title: `#### ${IMPACT_LABELS[is].title}`,
      pieces: entries.map((entry) => buildImpactPiece(entry, RANKS.impact)),
    })),
    { title: '#### Who gains and who loses access', pieces: buildAccessPieces(view.blocks, RANKS.access) },
    { title: '#### Warnings', pieces: view.warnings.map((warning) => buildProblemPiece(warning, RANKS.refusal)) },
    { title: view.impact.length === 0 ? '#### Updates' : '#### Other updates', pieces: buildUpdatePieces(view) },
    { title: '#### Permanent deletes', pieces: view.deletes.map(buildDeletePiece) },
    { title: `#### ${HOLDERS_TITLE}`, pieces: view.holders.map(buildHoldersPiece) },
    { title: '#### Creates', pieces: view.creates.map((group) => buildCreatePiece(group, RANKS.create)) },
    { title: '#### Notes', pieces: buildNotePieces(view) },
    { title: '#### Other new findings', pieces: buildFindingPieces(view) },
    ...buildPendingSections(view),
    ...view.selection.map(({ title, groups }) => ({
      title: `#### ${escapeProse(title)}`,
      pieces: buildNameGroupPieces(groups, RANKS.undeclared),
    })),
    {
      title: '#### Undeclared: in the tenant but not in the definition (unchanged)',
      pieces: buildUndeclaredPieces(view.undeclared, view.undeclaredItems, RANKS.undeclared),
    },
  ];
  return buildFittedReport(renderPlanHead(plan, view), sections, { ...options, foot: renderPlanFoot(view, options.time) });
}

/** The verdict, and what must be known before anything else is read. */
function renderPlanHead(plan: Plan, { verdict, refusals, userLoss }: PlanView): string {
  const lines = [
    `**${verdict.text}**`,
    ...(refusals.length === 0 ? [] : ['This plan cannot be applied. Fix the problems under “Refused” first.']),
    ...(userLoss === undefined ? [] : [`**${userLoss}.**`]),
  ];
  const summary = {
    danger: () => renderAlert('CAUTION', lines),
    warn: () => renderAlert('WARNING', lines),
    calm: () => `${lines.join('\n\n')}\n`,
  }[verdict.alarm]();
  return `### Plan for ${formatCode(plan.tenant)}\n\n${summary}`;
}

function renderPlanFoot(view: PlanView, time: string | undefined): string {
  const cost = [formatCost(view.cost), ...(time === undefined ? [] : [time])].join(', ');
  const lines = [
    ...(view.findingsLine === undefined ? [] : [view.findingsLine]),
    ...(view.blocks.length === 0 ? [] : [`**${formatChangeTotal(view)}** · ${cost}`]),
  ];
  return lines.length === 0 ? '' : `\n${lines.join('\n\n')}\n`;
}

const buildUpdatePieces = ({ updates }: PlanView): readonly ReportPiece[] =>
  updates.map(({ block, isCosmetic, findings }) => ({
    rank: isCosmetic ? RANKS.cosmetic : RANKS.update,
    versions: renderBlockVersions(block, PLAN_WORDING, renderFindingItems(findings)),
  }));

const buildHoldersPiece = (holders: ShownHolders): ReportPiece => {
  const role = formatCode(holders.role);
  const count = holders.names.length + holders.more;
  return { rank: RANKS.update, versions: [`- ${role}: ${formatHolders(holders, formatCode)}\n`, `- ${role}: ${count}\n`] };
};

/** What a delete costs is never folded. */
function buildDeletePiece({ block, findings }: PlanView['deletes'][number]): ReportPiece {
  const whys = [...new Set(block.operations.map(({ why }) => why)), ...block.notes.map((note) => `Note: ${note}`)];
  const line = `- ${formatCode(block.address)}: ${whys.map((why) => escapeProse(shortenText(why, 1000))).join('<br>')}\n`;
  return {
    rank: RANKS.deletes,
    isPinned: true,
    versions: [line + renderFindingItems(findings).replace(/^(?=.)/gm, '  '), `- ${formatCode(block.address)}\n`],
  };
}

function buildPendingSections({ pending }: PlanView): readonly ReportSection[] {
  if (!pending) return [];
  const problems = pending.refusals.map((refusal) => buildProblemPiece(refusal, RANKS.refusal));
  return [
    { title: `#### ${escapeProse(pending.title)}`, pieces: pending.groups.flatMap(buildPendingPieces) },
    { title: '#### Pending changes keep this plan from being applied', pieces: problems },
  ];
}

const buildPendingPieces = ({ cause, blocks }: PendingGroup): readonly ReportPiece[] =>
  blocks.map((block) => ({
    rank: RANKS.pending,
    versions: renderBlockVersions(block, PLAN_WORDING, `\n${escapeProse(cause)}\n`),
  }));

const buildNotePieces = ({ notes }: PlanView): readonly ReportPiece[] =>
  notes.map(({ address, why }) => ({
    rank: RANKS.note,
    versions: [`- ${formatCode(address)}: ${escapeProse(shortenText(why, 500))}\n`],
  }));

const buildFindingPieces = ({ otherFindings }: PlanView): readonly ReportPiece[] =>
  otherFindings.map((finding) => ({ rank: RANKS.finding, versions: [renderFindingItems([finding])] }));
