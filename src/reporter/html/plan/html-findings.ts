import { formatCount } from '../../../model/wording.ts';
import type { CountedFinding } from '../../view/plan/counted-findings.ts';
import { escapeHtml } from '../html-escape.ts';

/** Renders findings beside the change that brings them. */
export const renderFindingsHtml = (findings: readonly CountedFinding[]): string =>
  findings.length === 0 ? '' : `<ul class=h>${findings.map(renderFindingHtml).join('')}</ul>`;

function renderFindingHtml({ finding, count }: CountedFinding): string {
  const { severity, rule, message, hint } = finding;
  const times = count === 1 ? '' : ` (${formatCount(count, 'resource')})`;
  return `<li class=${severity}><code>${severity}[${escapeHtml(rule)}]</code> ${escapeHtml(message)}${times}<br>${escapeHtml(hint)}`;
}
