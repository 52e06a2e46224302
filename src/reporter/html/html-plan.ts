import type { Operation } from '../../model/plan/operation.ts';
import type { Plan } from '../../model/plan/plan.ts';
import { buildResourceBlocks, sortByRisk } from '../view/changes/resource-blocks.ts';
import { renderBlockHtml } from './html-block.ts';
import { escapeHtml } from './html-escape.ts';
import { renderGraphHtml } from './html-graph.ts';
import { renderFilterHtml, renderNotesHtml, renderPlanHeadHtml, renderUndeclaredHtml } from './html-sections.ts';
import { renderPageHtml } from './page/html-page.ts';

/** With more changes than this, blocks are collapsed. */
const MAX_UNFOLDED = 5;

/** Renders a plan as one self-contained HTML file, for a browser, an email or a build artifact. */
export function renderPlanHtml(plan: Plan): string {
  const blocks = sortByRisk(buildResourceBlocks(plan.operations));
  const ids = new Map<Operation, string>(
    blocks.flatMap(({ operations }, index) => operations.map((operation) => [operation, `r${index}`] as const)),
  );
  const body = [
    renderPlanHeadHtml(plan, blocks),
    blocks.length === 0 ? '' : renderFilterHtml(blocks),
    `<main>${blocks.map((block, index) => renderBlockHtml(block, `r${index}`, blocks.length > MAX_UNFOLDED)).join('')}</main>`,
    renderGraphHtml(plan.operations, (operation) => ids.get(operation)),
    renderNotesHtml(plan.operations, blocks),
    renderUndeclaredHtml(plan.undeclared),
    `<footer>${escapeHtml(plan.tool)} · definition <code>${escapeHtml(plan.definition.slice(0, 12))}</code></footer>`,
  ];
  return renderPageHtml(`Plan for ${plan.tenant}`, body.join(''));
}
