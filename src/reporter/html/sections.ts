import type { Address } from '../../model/address.ts';
import { isChange, type Operation, type Plan } from '../../model/plan/plan.ts';
import { userLossText } from '../../model/plan/user-loss.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Block } from '../view/changes/blocks.ts';
import { costText, countsByType, countsOf, plural } from '../view/summary.ts';
import { undeclaredTypes } from '../view/undeclared.ts';
import { esc } from './escape.ts';

const ACTIONS = ['create', 'update', 'delete'] as const;

/** What is about to happen, at a glance. */
export function headHtml(plan: Plan, blocks: readonly Block[]): string {
  const counts = countsOf(blocks);
  const numbers = ACTIONS.map((action) => `<li class=${action}><b>${counts[action]}</b> to ${action}`).join('');
  const users = userLossText(plan);
  const lost =
    counts.destructive === 0
      ? ''
      : `<p class="alert destructive"><b>${plural(counts.destructive, 'resource')} will lose something for good.</b> Marked in red below.${users === undefined ? '' : `<br><b>${esc(users)}.</b>`}`;
  const summary =
    blocks.length === 0 ? '<p class=none>No changes.' : `<ul class=c>${numbers}</ul><p class=y>${costText(plan.cost)}`;
  return `<header><h1>Plan for <span>${esc(plan.tenant)}</span></h1>${summary}${refusedHtml(plan.refusals)}${lost}</header>\n`;
}

function refusedHtml(refusals: readonly Problem[]): string {
  if (refusals.length === 0) return '';
  return `<div class="alert destructive"><b>This plan is refused.</b> Apply would change nothing. Solve this first:<ul>${refusals.map(problemHtml).join('')}</ul></div>`;
}

export function problemHtml({ severity, code, message, place, expected, hint }: Problem): string {
  const more = [expected && `expected: ${expected}`, hint && `help: ${hint}`].filter((text) => text !== undefined && text !== '');
  return `<li><code>${severity}[${code}]</code> ${place ? `<code>${esc(placeText(place))}</code> ` : ''}${[message, ...more].map((text) => esc(text ?? '')).join('<br>')}`;
}

function placeText(place: NonNullable<Problem['place']>): string {
  if (place.kind === 'file') return `${place.file}:${place.line}:${place.column}`;
  return place.kind === 'request' ? `${place.method} ${place.path}` : place.address;
}

/** Shown where there is a script to serve it. */
export function filterHtml(blocks: readonly Block[]): string {
  const box = (name: string, value: string): string =>
    `<label class=${value}><input type=checkbox name=${name} value=${value} checked>${value}</label>`;
  const types = countsByType(blocks).map(({ type }) => `<option value="${esc(type)}">${esc(type)}</option>`);
  return [
    '<form id=filter><input type=search name=q placeholder="Filter: name, field, value …" aria-label="Filter by text">',
    `<select name=type aria-label="Filter by type"><option value="">all types</option>${types.join('')}</select>`,
    `<fieldset>${ACTIONS.map((action) => box('action', action)).join('')}</fieldset>`,
    `<fieldset>${(['destructive', 'disruptive', 'safe'] as const).map((risk) => box('risk', risk)).join('')}</fieldset>`,
    '<button type=button id=fold>unfold all</button><output id=shown></output></form>\n',
  ].join('');
}

/** Notes on resources that nothing happens to. */
export function notesHtml(operations: readonly Operation[], blocks: readonly Block[]): string {
  const changed = new Set(blocks.map(({ address }) => address));
  const notes = operations.filter((operation) => !isChange(operation) && !changed.has(operation.address));
  return section(
    'Notes',
    notes.map(({ address, why }) => `<li><code>${esc(address)}</code> ${esc(why)}`),
  );
}

const MOST_NAMES = 500;

export function undeclaredHtml(addresses: readonly Address[]): string {
  const lines = undeclaredTypes(addresses, MOST_NAMES).map(({ type, names, more }) => {
    const rest = more === 0 ? '' : ` and ${more} more`;
    return `<li><b>${esc(type)}</b> (${names.length + more}): ${names.map((name) => `<code>${esc(name)}</code>`).join(' ')}${rest}`;
  });
  return section('Undeclared: in the tenant, not in the definition; left alone', lines);
}

/** A titled list; without lines it is not there. */
export const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<details class=p open><summary>${title}</summary><ul>${lines.join('')}</ul></details>\n`;
