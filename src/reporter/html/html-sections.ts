import type { Address } from '../../model/address.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { UndeclaredItems } from '../../model/plan/undeclared-items.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { capitalize } from '../../model/wording.ts';
import { formatChangeTotal, formatCost } from '../view/change-counts.ts';
import { formatPlace } from '../view/format-place.ts';
import { IMPACT_LABELS } from '../view/plan/impact-labels.ts';
import type { PlanView } from '../view/plan/plan-view.ts';
import { groupUndeclared, type NameGroup } from '../view/undeclared-by-type.ts';
import { escapeHtml } from './html-escape.ts';

const ACTIONS = ['create', 'update', 'delete'] as const;

/** Renders the title, the verdict, the counts and the warnings of a plan. */
export function renderPlanHeadHtml(plan: Plan, view: PlanView): string {
  const { verdict, userLoss, refusals, warnings } = view;
  const loss = userLoss === undefined ? '' : `<p class="y destructive">${escapeHtml(capitalize(userLoss))}.</p>`;
  return [
    `<header><h1>Plan for <span>${escapeHtml(plan.tenant)}</span></h1>`,
    `<p class="verdict ${verdict.alarm}">${escapeHtml(verdict.text)}</p>`,
    view.blocks.length === 0 ? '' : renderCountsHtml(view),
    loss,
    renderProblemBoxHtml('This plan is refused and cannot be applied.', ' Fix these first:', refusals),
    renderProblemBoxHtml('Warnings', '', warnings),
    renderProblemBoxHtml('Pending changes keep this plan from being applied.', '', view.pending?.refusals ?? []),
    '</header>\n',
  ].join('');
}

function renderCountsHtml({ counts, impactCounts }: PlanView): string {
  const actions = ACTIONS.filter((action) => counts[action] > 0).map(
    (action) => `<li class=${action}><b>${counts[action]}</b> to ${action}`,
  );
  const links = impactCounts
    .filter(({ is }) => is !== 'cosmetic')
    .map(
      ({ is, resources }) =>
        `<li class=${IMPACT_LABELS[is].alarm}><a href="#${is}"><b>${resources}</b> ${IMPACT_LABELS[is].title.toLowerCase()}</a>`,
    );
  return `<ul class=c>${[...links, ...actions].join('')}</ul>`;
}

function renderProblemBoxHtml(title: string, text: string, problems: readonly Problem[]): string {
  if (problems.length === 0) return '';
  return `<div class="alert destructive"><b>${title}</b>${text}<ul>${problems.map(renderProblemHtml).join('')}</ul></div>`;
}

export function renderProblemHtml({ severity, code, message, place, expected, hint }: Problem): string {
  const more = [expected && `expected: ${expected}`, hint && `help: ${hint}`].filter((text) => text !== undefined && text !== '');
  return `<li><code>${severity}[${code}]</code> ${place ? `<code>${escapeHtml(formatPlace(place))}</code> ` : ''}${[message, ...more].map((text) => escapeHtml(text ?? '')).join('<br>')}`;
}

/** Renders the filter form of a plan. */
export function renderFilterHtml(view: PlanView): string {
  const impacts = view.impactCounts.map(({ is }) => [is, IMPACT_LABELS[is].title.toLowerCase()] as const);
  const others = hasOtherBlocks(view) ? [['none', 'no impact'] as const] : [];
  const types = [...new Set(view.blocks.map(({ type }) => type))];
  const actions = ACTIONS.filter((action) => view.counts[action] > 0).map((action) => [action, action] as const);
  const choices = [
    { name: 'impact', label: 'Impact', values: [...impacts, ...others] },
    { name: 'action', label: 'Action', values: actions },
  ];
  return renderFilterFormHtml(types, choices);
}

/** Creates and deletes are also shown apart from their impact. */
const hasOtherBlocks = ({ updates, deletes, creates, pending }: PlanView): boolean =>
  updates.some(({ isCosmetic }) => !isCosmetic) || deletes.length + creates.length > 0 || pending !== undefined;

interface FilterChoice {
  /** The name of the blocks' data attribute. */
  readonly name: string;
  readonly label: string;
  readonly values: readonly (readonly [value: string, label: string])[];
}

/** Renders a form that filters blocks by text, type and other choices. CSS hides it unless the page's script runs. */
export function renderFilterFormHtml(types: readonly string[], choices: readonly FilterChoice[]): string {
  const options = types.map((type) => `<option value="${escapeHtml(type)}">${escapeHtml(type)}</option>`);
  // With a single value there is nothing to choose.
  const fieldsets = choices
    .filter(({ values }) => values.length > 1)
    .map(({ name, label, values }) => {
      const boxes = values.map(
        ([value, text]) => `<label><input type=checkbox name=${name} value="${value}" checked>${text}</label>`,
      );
      return `<fieldset data-choice=${name}><legend>${label}</legend>${boxes.join('')}</fieldset>`;
    });
  return [
    '<form id=filter role=search aria-label="Filter changes"><input type=search name=q placeholder="Filter by name, field or value" aria-label="Filter by text">',
    `<select name=type aria-label="Filter by type"><option value="">all types</option>${options.join('')}</select>`,
    '<button type=button id=fold>unfold all</button><output id=shown aria-live=polite></output>',
    ...fieldsets,
    '</form>\n',
  ].join('');
}

/** Renders the notes on unchanged resources. Notes on changed resources are shown with the resource. */
export const renderNotesHtml = (notes: PlanView['notes']): string =>
  renderSectionHtml(
    'Notes',
    notes.map(({ address, why }) => `<li><code>${escapeHtml(address)}</code> ${escapeHtml(why)}`),
  );

const MAX_NAMES = 500;

export const renderUndeclaredHtml = ({ undeclared, undeclaredItems }: PlanView): string =>
  renderSectionHtml(
    'Undeclared: in the tenant but not in the definition (unchanged)',
    renderUndeclaredGroupsHtml(undeclared, undeclaredItems),
  );

/** Renders each group of undeclared resources or items as an `<li>`. */
export const renderUndeclaredGroupsHtml = (
  addresses: readonly Address[],
  items: readonly UndeclaredItems[] | undefined,
): readonly string[] => renderNameGroupsHtml(groupUndeclared(addresses, items, MAX_NAMES));

/** Renders how a plan is limited (`--only`). */
export const renderSelectionHtml = ({ selection }: PlanView): string =>
  selection.map(({ title, groups }) => renderSectionHtml(escapeHtml(title), renderNameGroupsHtml(groups))).join('');

const renderNameGroupsHtml = (groups: readonly NameGroup[]): readonly string[] =>
  groups.map(({ title, names, more }) => {
    const rest = more === 0 ? '' : ` and ${more} more`;
    return `<li><b>${escapeHtml(title)}</b> (${names.length + more}): ${names.map((name) => `<code>${escapeHtml(name)}</code>`).join(' ')}${rest}`;
  });

export function renderCostHtml(view: PlanView, time: string | undefined): string {
  const cost = [formatCost(view.cost), ...(time === undefined ? [] : [time])].join(', ');
  const lines = [
    ...(view.findingsLine === undefined ? [] : [view.findingsLine]),
    ...(view.blocks.length === 0 ? [] : [`${formatChangeTotal(view)} · ${cost}`]),
  ];
  return lines.map((line) => `<p class=y>${escapeHtml(line)}</p>`).join('');
}

/** Renders a titled list; nothing if there are no lines. `title` is HTML, each line an `<li>`. */
export const renderSectionHtml = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<details class=p open><summary><h2>${title}</h2></summary><ul>${lines.join('')}</ul></details>\n`;
