import type { Address } from '../../model/address.ts';
import { isNote, type Operation } from '../../model/plan/operation.ts';
import type { Plan } from '../../model/plan/plan.ts';
import { formatUserLoss } from '../../model/plan/user-loss.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatCount } from '../../model/wording.ts';
import { countChanges, countChangesByType, formatCost } from '../view/change-counts.ts';
import type { ResourceBlock } from '../view/changes/resource-blocks.ts';
import { formatPlace } from '../view/format-place.ts';
import { groupUndeclaredByType } from '../view/undeclared-by-type.ts';
import { escapeHtml } from './html-escape.ts';

const ACTIONS = ['create', 'update', 'delete'] as const;

/** Renders the title, the counts and the warnings of a plan. */
export function renderPlanHeadHtml(plan: Plan, blocks: readonly ResourceBlock[]): string {
  const counts = countChanges(blocks);
  const numbers = ACTIONS.map((action) => `<li class=${action}><b>${counts[action]}</b> to ${action}`).join('');
  const users = formatUserLoss(plan);
  const lossHtml =
    counts.destructive === 0
      ? ''
      : `<p class="alert destructive"><b>${formatCount(counts.destructive, 'destructive change')}: data will be permanently deleted.</b> Marked in red below.${users === undefined ? '' : `<br><b>${escapeHtml(users)}.</b>`}`;
  const summary =
    blocks.length === 0 ? '<p class=none>No changes.' : `<ul class=c>${numbers}</ul><p class=y>${formatCost(plan.cost)}`;
  return `<header><h1>Plan for <span>${escapeHtml(plan.tenant)}</span></h1>${summary}${renderRefusalsHtml(plan.refusals)}${lossHtml}</header>\n`;
}

function renderRefusalsHtml(refusals: readonly Problem[]): string {
  if (refusals.length === 0) return '';
  return `<div class="alert destructive"><b>This plan is refused and cannot be applied.</b> Fix these first:<ul>${refusals.map(renderProblemHtml).join('')}</ul></div>`;
}

export function renderProblemHtml({ severity, code, message, place, expected, hint }: Problem): string {
  const more = [expected && `expected: ${expected}`, hint && `help: ${hint}`].filter((text) => text !== undefined && text !== '');
  return `<li><code>${severity}[${code}]</code> ${place ? `<code>${escapeHtml(formatPlace(place))}</code> ` : ''}${[message, ...more].map((text) => escapeHtml(text ?? '')).join('<br>')}`;
}

/** Renders the filter form. CSS hides it unless the page's script runs. */
export function renderFilterHtml(blocks: readonly ResourceBlock[]): string {
  const renderCheckbox = (name: string, value: string): string =>
    `<label class=${value}><input type=checkbox name=${name} value=${value} checked>${value}</label>`;
  const types = countChangesByType(blocks).map(({ type }) => `<option value="${escapeHtml(type)}">${escapeHtml(type)}</option>`);
  return [
    '<form id=filter><input type=search name=q placeholder="Filter by name, field or value" aria-label="Filter by text">',
    `<select name=type aria-label="Filter by type"><option value="">all types</option>${types.join('')}</select>`,
    `<fieldset>${ACTIONS.map((action) => renderCheckbox('action', action)).join('')}</fieldset>`,
    `<fieldset>${(['destructive', 'disruptive', 'safe'] as const).map((risk) => renderCheckbox('risk', risk)).join('')}</fieldset>`,
    '<button type=button id=fold>expand all</button><output id=shown></output></form>\n',
  ].join('');
}

/** Renders the notes on unchanged resources. Notes on changed resources are shown with the resource. */
export function renderNotesHtml(operations: readonly Operation[], blocks: readonly ResourceBlock[]): string {
  const changed = new Set(blocks.map(({ address }) => address));
  const notes = operations.filter(isNote).filter(({ address }) => !changed.has(address));
  return renderSectionHtml(
    'Notes',
    notes.map(({ address, why }) => `<li><code>${escapeHtml(address)}</code> ${escapeHtml(why)}`),
  );
}

const MAX_NAMES = 500;

export function renderUndeclaredHtml(addresses: readonly Address[]): string {
  const lines = groupUndeclaredByType(addresses, MAX_NAMES).map(({ type, names, more }) => {
    const rest = more === 0 ? '' : ` and ${more} more`;
    return `<li><b>${escapeHtml(type)}</b> (${names.length + more}): ${names.map((name) => `<code>${escapeHtml(name)}</code>`).join(' ')}${rest}`;
  });
  return renderSectionHtml('Undeclared: in the tenant but not in the definition (unchanged)', lines);
}

/** Renders a titled list; nothing if there are no lines. `title` is HTML, each line an `<li>`. */
export const renderSectionHtml = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<details class=p open><summary>${title}</summary><ul>${lines.join('')}</ul></details>\n`;
