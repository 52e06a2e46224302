import type { FleetReport, TenantRow } from '../../model/fleet-report.ts';
import { escapeAttribute, escapeHtml } from '../html/html-escape.ts';
import { renderProblemHtml, renderSectionHtml } from '../html/html-sections.ts';
import { renderPageHtml } from '../html/page/html-page.ts';
import { listColumns } from './fleet-table.ts';
import {
  buildFleetView,
  type FleetDetails,
  type FleetGroup,
  type FleetView,
  formatNames,
  getDetailKey,
  suggestFleetStep,
} from './fleet-view.ts';

/** Renders a report about many tenants as one self-contained HTML file. What differs is the page of the plan or drift, in a frame. */
export function renderFleetHtml(report: FleetReport, details: FleetDetails): string {
  const view = buildFleetView(report);
  const step = suggestFleetStep(report);
  const body = [
    `<header><h1>${escapeHtml(view.title)}</h1><p class="verdict ${view.alarm}">${escapeHtml(view.summary)}</p>`,
    step === undefined ? '' : `<p class=y>${escapeHtml(step)}</p>`,
    '</header><main>',
    renderTableHtml(view.rows, report),
    renderQuietHtml(view.quiet),
    renderSectionHtml('Problems', view.problems.map(renderProblemGroupHtml)),
    ...view.groups.map((group) => renderGroupHtml(group, details)),
    '</main>',
    `<footer>${escapeHtml(report.tool)} · run <code>${escapeHtml(report.run)}</code></footer>`,
  ];
  return renderPageHtml(view.title, body.join(''));
}

const renderQuietHtml = ({ title, names }: FleetView['quiet']): string =>
  names.length === 0 ? '' : `<p class=y>${escapeHtml(`${title}: ${formatNames(names, names.length)}`)}</p>`;

function renderTableHtml(rows: readonly TenantRow[], { verb }: FleetReport): string {
  if (rows.length === 0) return '';
  const columns = listColumns(verb).filter(({ getText }) => rows.some((row) => getText(row) !== ''));
  const head = columns.map(({ title }) => `<th scope=col>${escapeHtml(title)}</th>`).join('');
  const lines = rows.map((row) => `<tr>${columns.map(({ getText }) => `<td>${escapeHtml(getText(row))}</td>`).join('')}</tr>`);
  return `<table class="m fleet"><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>\n`;
}

const renderProblemGroupHtml = ({ names, first }: FleetGroup): string =>
  `<li><b>${escapeHtml(names)}</b><ul>${first.problems.map(renderProblemHtml).join('')}</ul>`;

/** The frame keeps the ids and filters of the pages apart. Its scripts are the ones of the page: the policy that it inherits allows no others. */
function renderGroupHtml({ names, first }: FleetGroup, details: FleetDetails): string {
  const page = details.get(getDetailKey(first));
  if (page === undefined) return '';
  const title = escapeHtml(names);
  return `<details class="p page"><summary><h2>${title}</h2></summary><iframe sandbox=allow-scripts loading=lazy title="${title}" srcdoc="${escapeAttribute(page)}"></iframe></details>\n`;
}
