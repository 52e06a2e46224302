import type { OperationResult, Result } from '../../model/plan/result.ts';
import { formatCost } from '../view/change-counts.ts';
import {
  computeTally,
  formatTally,
  getOutcome,
  listPerformedOperations,
  type OperationOutcome,
  suggestNextStep,
} from '../view/result-tally.ts';
import { escapeHtml } from './html-escape.ts';
import { renderProblemHtml, renderSectionHtml } from './html-sections.ts';
import { renderPageHtml } from './page/html-page.ts';

/** Renders the result of an apply as one self-contained HTML file, failures first. */
export function renderResultHtml(result: Result): string {
  const renderOutcome = (outcome: OperationOutcome): readonly string[] =>
    listPerformedOperations(result)
      .filter((one) => getOutcome(one) === outcome)
      .map(renderOperationHtml);
  const body = [
    renderResultHeadHtml(result),
    '<main>',
    renderSectionHtml('Refused', (result.refused ?? []).map(renderProblemHtml)),
    renderSectionHtml('Failed', renderOutcome('failed')),
    renderSectionHtml('Outcome unknown', renderOutcome('outcome unknown')),
    renderSectionHtml('Not started', renderOutcome('not started')),
    renderSectionHtml('Done', renderOutcome('done')),
    '</main>',
    `<footer>run <code>${escapeHtml(result.run)}</code></footer>`,
  ];
  return renderPageHtml(`Apply to ${result.tenant}`, body.join(''));
}

function renderResultHeadHtml(result: Result): string {
  const { failed, unknown, notStarted } = computeTally(result);
  const counts = result.refused
    ? 'The plan was refused.'
    : `${formatTally(computeTally(result))} · ${formatCost(result.requests)}`;
  const isBad = result.refused !== undefined || failed + unknown + notStarted > 0;
  const alarm = isBad ? 'danger' : 'calm';
  const summary = `<p class="verdict ${alarm}">${escapeHtml(counts)}</p><p class=y>${escapeHtml(suggestNextStep(result))}</p>`;
  return `<header><h1>Apply to <span>${escapeHtml(result.tenant)}</span></h1>${summary}</header>\n`;
}

function renderOperationHtml({ action, address, relation, liveId, because, problems }: OperationResult): string {
  const parts = [
    `${action} <code>${escapeHtml(address)}</code>`,
    relation === undefined ? '' : `<code>${escapeHtml(relation)}</code>`,
    action === 'create' && liveId !== undefined ? `<code>${escapeHtml(liveId)}</code>` : '',
    because === undefined ? '' : escapeHtml(because),
  ];
  const why = problems.length === 0 ? '' : `<ul>${problems.map(renderProblemHtml).join('')}</ul>`;
  return `<li>${parts.filter((part) => part !== '').join(' ')}${why}`;
}
