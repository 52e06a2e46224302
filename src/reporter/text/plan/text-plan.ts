import type { Plan } from '../../../model/plan/plan.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { formatChangeTotal, formatCost } from '../../view/change-counts.ts';
import { formatHolders, HOLDERS_TITLE } from '../../view/plan/holder-names.ts';
import { buildPlanView, type PlanView } from '../../view/plan/plan-view.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines, type StyledLine } from '../lines/styled-line.ts';
import { wrapText } from '../lines/wrap-text.ts';
import { renderProblemLines } from '../problems/text-problem.ts';
import { renderBlockLines, renderFoldedLine, renderSentence } from '../text-block.ts';
import { renderNameGroups, renderSection, renderUndeclaredLines } from '../text-sections.ts';
import { renderCreateGroup, renderGroupHead } from './text-creates.ts';
import { renderFindingLines } from './text-findings.ts';
import { foldParts } from './text-folding.ts';
import { renderImpactSection } from './text-impact.ts';
import { ALARM_TONES } from './text-impact-entry.ts';

export interface TextOptions {
  readonly colour: boolean;
  /** Terminal width in columns. */
  readonly width: number;
  /** The estimated duration as text; undefined if unknown. */
  readonly time?: string;
}

/** Narrower widths are ignored: a CI log without a terminal may report any width. */
export const MIN_WIDTH = 40;
const HEAD_INDENT = 2;
const BODY_INDENT = 6;

/** Renders a plan for a terminal or a log. The verdict comes last, where the eye is when the output ends. */
export function renderPlanText(plan: Plan, options: TextOptions): string {
  const width = Math.max(MIN_WIDTH, options.width);
  const view = buildPlanView(plan);
  return renderStyledLines(
    [
      makeLine(0, makeSpan('strong', `Plan for ${plan.tenant}`)),
      ...view.impact.flatMap((section) => renderImpactSection(section, width)),
      ...renderUpdates(view, width),
      ...renderDeletes(view, width),
      ...renderHolders(view, width),
      ...renderCreates(view, width),
      ...renderNotes(view, width),
      ...renderSection('Other new findings', renderFindingLines(view.otherFindings, HEAD_INDENT, width)),
      ...view.selection.flatMap(({ title, groups }) => renderNameGroups(groups, title, width)),
      ...renderUndeclaredLines(
        view.undeclared,
        view.undeclaredItems,
        'Undeclared: in the tenant but not in the definition (unchanged)',
        width,
      ),
      ...renderPending(view, width),
      ...renderProblems('Warnings:', view.warnings),
      ...renderProblems('This plan is refused and cannot be applied. Fix these first:', view.refusals),
      ...renderProblems('Pending changes keep this plan from being applied:', view.pending?.refusals ?? []),
      EMPTY_LINE,
      ...renderSummary(view, width, options.time),
    ],
    options.colour,
  );
}

function renderUpdates({ updates, impact }: PlanView, width: number): readonly StyledLine[] {
  const parts = updates.map(({ block, findings }) => ({
    full: [...renderBlockLines(block, HEAD_INDENT, width), ...renderFindingLines(findings, BODY_INDENT, width)],
    folded: renderFoldedLine(block, HEAD_INDENT, width),
  }));
  return renderSection(impact.length === 0 ? 'Updates' : 'Other updates', foldParts(parts));
}

const renderDeletes = ({ deletes }: PlanView, width: number): readonly StyledLine[] =>
  renderSection(
    'Permanent deletes',
    deletes.flatMap(({ block, findings }) => [
      ...renderBlockLines(block, HEAD_INDENT, width),
      ...renderFindingLines(findings, BODY_INDENT, width),
    ]),
  );

const renderHolders = ({ holders }: PlanView, width: number): readonly StyledLine[] =>
  renderSection(
    HOLDERS_TITLE,
    holders.flatMap((one) => [
      makeLine(HEAD_INDENT, makeSpan('strong', one.role)),
      ...wrapText(formatHolders(one, String), width - BODY_INDENT).map((text) => makeLine(BODY_INDENT, text)),
    ]),
  );

function renderCreates({ creates }: PlanView, width: number): readonly StyledLine[] {
  const parts = creates.map((group) => {
    const [first] = group.blocks;
    const folded = group.blocks.length === 1 && first ? renderFoldedLine(first, HEAD_INDENT, width) : renderGroupHead(group);
    return { full: renderCreateGroup(group, width), folded };
  });
  return renderSection('Creates', foldParts(parts));
}

const renderNotes = ({ notes }: PlanView, width: number): readonly StyledLine[] =>
  renderSection(
    'Notes',
    notes.flatMap(({ address, why }) => [makeLine(HEAD_INDENT, address), ...renderSentence('dim', why, BODY_INDENT, width)]),
  );

const renderPending = ({ pending }: PlanView, width: number): readonly StyledLine[] =>
  pending === undefined
    ? []
    : renderSection(
        pending.title,
        pending.groups.flatMap(({ cause, blocks }) => [
          ...renderSentence('dim', cause, HEAD_INDENT, width),
          ...foldParts(
            blocks.map((block) => ({
              full: [renderFoldedLine(block, HEAD_INDENT + 2, width)],
              folded: renderFoldedLine(block, HEAD_INDENT + 2, width),
            })),
          ),
        ]),
      );

const renderProblems = (title: string, problems: readonly Problem[]): readonly StyledLine[] =>
  problems.length === 0
    ? []
    : [
        EMPTY_LINE,
        makeLine(0, makeSpan('danger', title)),
        ...problems.flatMap((problem) => [EMPTY_LINE, ...renderProblemLines(problem)]),
      ];

function renderSummary(view: PlanView, width: number, time: string | undefined): readonly StyledLine[] {
  const { verdict, userLoss, findingsLine, cost, blocks } = view;
  const costText = [formatCost(cost), ...(time === undefined ? [] : [time])].join(', ');
  return [
    ...(userLoss === undefined ? [] : [makeLine(0, makeSpan('danger', `! ${userLoss}`))]),
    ...(findingsLine === undefined ? [] : [makeLine(0, findingsLine)]),
    ...(blocks.length === 0 ? [] : [makeLine(0, makeSpan('strong', formatChangeTotal(view)), ` · ${costText}`)]),
    ...renderSentence(ALARM_TONES[verdict.alarm], verdict.text, 0, width),
  ];
}
