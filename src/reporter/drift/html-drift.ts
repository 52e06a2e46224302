import type { Drift, DriftKind, UndeclaredEntry } from '../../model/drift.ts';
import { capitalize } from '../../model/wording.ts';
import { escapeHtml } from '../html/html-escape.ts';
import { renderFilterFormHtml, renderSectionHtml, renderUndeclaredGroupsHtml } from '../html/html-sections.ts';
import { renderPageHtml } from '../html/page/html-page.ts';
import { renderCreatedHtml, renderEntriesHtml } from '../html/values/html-entries.ts';
import { DRIFT_LABELS, formatDriftCounts } from '../view/changes/drift-labels.ts';
import { reverseEntry } from '../view/changes/reverse-entry.ts';
import { DRIFT_KIND_LABELS, describeAuthor, describeCause } from './describe-drift.ts';
import { buildDriftBlocks, type DriftBlock, type DriftPart } from './drift-blocks.ts';
import { formatKindCounts } from './drift-kind-counts.ts';

/** Renders drift as one self-contained HTML file, with the styles of a plan. */
export function renderDriftHtml(drift: Drift): string {
  const blocks = buildDriftBlocks(drift);
  const body = [
    renderDriftHeadHtml(drift, blocks),
    '<main>',
    blocks.length <= 1 ? '' : renderDriftFilterHtml(blocks),
    ...KINDS.map((kind) => renderKindHtml(kind, blocks, drift)),
    renderSectionHtml(
      'Not compared',
      drift.skipped.map(({ address, why }) => `<li><code>${escapeHtml(address)}</code> ${escapeHtml(why)}`),
    ),
    renderSectionHtml('Undeclared: in the tenant but not in the definition', [
      ...drift.undeclared.map(renderUndeclaredEntryHtml),
      ...renderUndeclaredGroupsHtml([], drift.undeclaredItems),
    ]),
    '</main>',
    `<footer>${escapeHtml(drift.tool)} · definition <code>${escapeHtml(drift.definition.slice(0, 12))}</code></footer>`,
  ];
  return renderPageHtml(`Drift of ${drift.tenant}`, body.join(''));
}

/** What somebody changed in the tenant matters most; what is only not applied yet, least. */
const KINDS: readonly DriftKind[] = ['tenant changed', 'unknown', 'definition ahead'];
const KIND_ALARMS = { 'tenant changed': 'danger', unknown: 'warn', 'definition ahead': 'calm' } as const;

function renderDriftHeadHtml(drift: Drift, blocks: readonly DriftBlock[]): string {
  const worst = KINDS.find((kind) => blocks.some(({ parts }) => parts.some((part) => part.kind === kind)));
  const alarm = worst === undefined ? 'calm' : KIND_ALARMS[worst];
  const verdict = `<p class="verdict ${alarm}">${escapeHtml(formatDriftCounts(blocks, drift.undeclared) + formatKindCounts(blocks))}</p>`;
  const legend = blocks.length === 0 ? '' : '<p class=y><code>−</code> definition · <code>+</code> tenant</p>';
  const notes = drift.notes.map(
    ({ message, hint }) => `<p class="y disruptive">${escapeHtml(message)} ${escapeHtml(hint ?? '')}</p>`,
  );
  return `<header><h1>Drift of <span>${escapeHtml(drift.tenant)}</span></h1>${verdict}${legend}${notes.join('')}</header>\n`;
}

function renderDriftFilterHtml(blocks: readonly DriftBlock[]): string {
  const kinds = KINDS.filter((kind) => blocks.some(({ parts }) => parts.some((part) => part.kind === kind)));
  const actions = DRIFT_ACTIONS.filter((action) => blocks.some((block) => block.action === action));
  return renderFilterFormHtml(
    [...new Set(blocks.map(({ type }) => type))],
    [
      { name: 'kind', label: 'Cause', values: kinds.map((kind) => [toKindName(kind), DRIFT_KIND_LABELS[kind]] as const) },
      { name: 'action', label: 'State', values: actions.map((action) => [action, DRIFT_LABELS[action].words] as const) },
    ],
  );
}

const DRIFT_ACTIONS = ['update', 'create', 'delete'] as const;
/** A data attribute holds names that are separated by spaces. */
const toKindName = (kind: DriftKind): string => kind.replaceAll(' ', '-');

function renderKindHtml(kind: DriftKind, blocks: readonly DriftBlock[], drift: Drift): string {
  const shown = blocks.flatMap((block, number) => {
    const parts = block.parts.filter((part) => part.kind === kind);
    return parts.length === 0 ? [] : [renderDriftBlockHtml({ ...block, parts }, number, kind, drift)];
  });
  if (shown.length === 0) return '';
  return `<section class=${KIND_ALARMS[kind]}><h2>${capitalize(DRIFT_KIND_LABELS[kind])}</h2>${shown.join('')}</section>\n`;
}

/** Colors are from the tenant's view: what applying would create is missing in the tenant, so it is shown as deleted. */
const ACTION_CLASSES = { create: 'delete', update: 'update', delete: 'create' } as const;

function renderDriftBlockHtml(block: DriftBlock, number: number, kind: DriftKind, drift: Drift): string {
  const { action, difference, type, key, parts } = block;
  const { sign } = DRIFT_LABELS[action];
  const name = `<span class=a><span class=t>${escapeHtml(key === '' ? '' : `${type}/`)}</span><b>${escapeHtml(key || type)}</b></span>`;
  const summary = `<summary><i class=${ACTION_CLASSES[action]} aria-hidden=true>${sign}</i><span class=hd>${name} <small>${difference}</small></span></summary>`;
  const body = parts.map((part) => renderPartHtml(block, part, drift)).join('');
  const data = `data-type="${escapeHtml(type)}" data-action=${action} data-kind=${toKindName(kind)} data-r=${number}`;
  return `<details class=r ${data} open>${summary}<div class=b>${body}</div></details>\n`;
}

function renderPartHtml({ action }: DriftBlock, part: DriftPart, { history }: Drift): string {
  const tone = part.kind === 'tenant changed' ? ' disruptive' : '';
  const fields = renderCreatedHtml(part.missing).replaceAll('<ins', '<del').replaceAll('</ins>', '</del>');
  const place = part.origin ? `<p class=o><code>${escapeHtml(`${part.origin.file}:${part.origin.line}`)}</code></p>` : '';
  const entries = action === 'delete' ? '' : renderEntriesHtml(part.entries.map(reverseEntry));
  return `<p class="y${tone}">${escapeHtml(describeCause(part, history))}</p>${fields}${entries}${place}`;
}

function renderUndeclaredEntryHtml(entry: UndeclaredEntry): string {
  const authorText = describeAuthor(entry);
  return `<li><code>${escapeHtml(entry.address)}</code>${authorText === undefined ? '' : ` ${escapeHtml(authorText)}`}`;
}
