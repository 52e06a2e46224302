import type { OperationResult, Result } from '../../model/plan/result.ts';
import { costText } from '../view/summary.ts';
import { nextStep, type Outcome, outcomeOf, performed, tallyOf, tallyText } from '../view/tally.ts';
import { esc } from './escape.ts';
import { pageHtml } from './page/page.ts';
import { problemHtml, section } from './sections.ts';

/** What an apply did, as one file that needs nothing else: what went wrong first. */
export function htmlResult(result: Result): string {
  const of = (outcome: Outcome): readonly string[] =>
    performed(result)
      .filter((one) => outcomeOf(one) === outcome)
      .map(operationHtml);
  const body = [
    headHtml(result),
    section('Refused', (result.refused ?? []).map(problemHtml)),
    section('Failed', of('failed')),
    section('Outcome unknown', of('outcome unknown')),
    section('Not started', of('not started')),
    section('Done', of('done')),
    `<footer>run <code>${esc(result.run)}</code></footer>`,
  ];
  return pageHtml(`Apply to ${result.tenant}`, body.join(''));
}

function headHtml(result: Result): string {
  const { failed, unknown, notStarted } = tallyOf(result);
  const counts = result.refused ? 'The plan was refused.' : `${tallyText(tallyOf(result))} · ${costText(result.requests)}`;
  const isBad = result.refused !== undefined || failed + unknown + notStarted > 0;
  const told = isBad
    ? `<div class="alert destructive"><b>${esc(counts)}</b><br>${esc(nextStep(result))}</div>`
    : `<p class=none>${esc(counts)}</p><p class=y>${esc(nextStep(result))}</p>`;
  return `<header><h1>Apply to <span>${esc(result.tenant)}</span></h1>${told}</header>\n`;
}

function operationHtml({ action, address, relation, liveId, because, problems }: OperationResult): string {
  const parts = [
    `${action} <code>${esc(address)}</code>`,
    relation === undefined ? '' : `<code>${esc(relation)}</code>`,
    action === 'create' && liveId !== undefined ? `<code>${esc(liveId)}</code>` : '',
    because === undefined ? '' : esc(because),
  ];
  const why = problems.length === 0 ? '' : `<ul>${problems.map(problemHtml).join('')}</ul>`;
  return `<li>${parts.filter((part) => part !== '').join(' ')}${why}`;
}
