import type { Plan } from '../../../model/plan/plan.ts';
import type { ResourceBlock } from '../../view/changes/resource-blocks.ts';
import { buildPlanView, type PlanView } from '../../view/plan/plan-view.ts';
import { renderGraphHtml } from '../graph/html-graph.ts';
import { type ElementIndex, renderBlockHtml } from '../html-block.ts';
import { escapeHtml } from '../html-escape.ts';
import {
  renderCostHtml,
  renderFilterHtml,
  renderNotesHtml,
  renderPlanHeadHtml,
  renderSelectionHtml,
  renderUndeclaredHtml,
} from '../html-sections.ts';
import { renderPageHtml } from '../page/html-page.ts';
import { renderAccessHtml } from './html-access.ts';
import { renderCreateHtml } from './html-creates.ts';
import { renderFindingsHtml } from './html-findings.ts';
import { renderHoldersHtml } from './html-holders.ts';
import { renderImpactHtml } from './html-impact.ts';
import { chooseOpenUpdates } from './open-updates.ts';

/** Renders a plan as one self-contained HTML file, for a browser, an email or a build artifact. */
export function renderPlanHtml(plan: Plan, time?: string): string {
  const view = buildPlanView(plan);
  const ids = new Map<string, string>();
  const pendingBlocks = view.pending?.groups.flatMap(({ blocks }) => blocks) ?? [];
  const index = createElementIndex([...view.blocks, ...pendingBlocks], ids);
  const body = [
    renderPlanHeadHtml(plan, view),
    '<main>',
    [...view.blocks, ...pendingBlocks].length <= 1 ? '' : renderFilterHtml(view),
    ...view.impact.map((section) => renderImpactHtml(section, index)),
    renderAccessHtml(view.blocks),
    renderHoldersHtml(view.holders),
    renderChangesHtml(view, index),
    renderNotesHtml(view.notes),
    renderOtherFindingsHtml(view),
    renderPendingHtml(view, index),
    renderSelectionHtml(view),
    renderUndeclaredHtml(view),
    renderGraphHtml(plan.operations, (operation) => ids.get(toResourceKey(operation))),
    renderCostHtml(view, time),
    '</main>',
    `<footer>${escapeHtml(plan.tool)} · definition <code>${escapeHtml(plan.definition.slice(0, 12))}</code></footer>`,
  ];
  return renderPageHtml(`Plan for ${plan.tenant}`, body.join(''));
}

/** Two live resources may share an address. */
const toResourceKey = ({ address, liveId }: { readonly address: string; readonly liveId?: string }): string =>
  `${liveId ?? ''}\n${address}`;

/** @param ids is filled with the first element of each resource */
function createElementIndex(blocks: readonly ResourceBlock[], ids: Map<string, string>): ElementIndex {
  const toBlockKey = ({ address, operations }: ResourceBlock): string => toResourceKey({ address, ...operations[0] });
  const numbers = new Map(blocks.map((block, number) => [toBlockKey(block), number]));
  let count = 0;
  return {
    getNumber: (block) => numbers.get(toBlockKey(block)) ?? -1,
    takeElementId: (shown) => {
      const id = `r${count++}`;
      for (const key of shown.flatMap(({ operations }) => operations.map(toResourceKey))) if (!ids.has(key)) ids.set(key, id);
      return id;
    },
  };
}

function renderChangesHtml(view: PlanView, index: ElementIndex): string {
  const { updates, deletes, creates, impact, blocks } = view;
  const isOpen = chooseOpenUpdates(updates);
  return [
    renderGroupHtml(
      impact.length === 0 ? 'Updates' : 'Other updates',
      updates.map((update) => {
        const impactName = update.isCosmetic ? 'cosmetic' : 'none';
        return renderBlockHtml({ ...update, impact: impactName, open: isOpen(update) }, index);
      }),
    ),
    renderGroupHtml(
      'Permanent deletes',
      deletes.map((one) => renderBlockHtml({ ...one, impact: 'none', open: true }, index)),
    ),
    renderGroupHtml(
      'Creates',
      creates.map((group) => renderCreateHtml(group, blocks.length <= MAX_OPEN_CREATES, index)),
    ),
  ].join('');
}

/** With more changes than this, creates are folded. */
const MAX_OPEN_CREATES = 5;

const renderGroupHtml = (title: string, blocks: readonly string[]): string =>
  blocks.length === 0 ? '' : `<section><h2>${title}</h2>${blocks.join('')}</section>\n`;

function renderPendingHtml({ pending }: PlanView, index: ElementIndex): string {
  if (!pending) return '';
  const groups = pending.groups.map(({ cause, blocks }) => {
    const shown = blocks.map((block) => renderBlockHtml({ block, findings: [], impact: 'none', open: false }, index));
    return `<p class=y>${escapeHtml(cause)}</p>${shown.join('')}`;
  });
  return `<section><h2>${escapeHtml(pending.title)}</h2>${groups.join('')}</section>\n`;
}

const renderOtherFindingsHtml = ({ otherFindings }: PlanView): string =>
  otherFindings.length === 0 ? '' : `<section><h2>Other new findings</h2>${renderFindingsHtml(otherFindings)}</section>\n`;
