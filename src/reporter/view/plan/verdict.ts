import { IMPACT_CLASSES, type ImpactClass } from '../../../model/plan/impact.ts';
import { isRelationOperation } from '../../../model/plan/operation.ts';
import type { Plan } from '../../../model/plan/plan.ts';
import { formatCount } from '../../../model/wording.ts';
import type { ResourceBlock } from '../changes/resource-blocks.ts';
import { type Alarm, IMPACT_LABELS } from './impact-labels.ts';
import { describePendingCount, type PendingView } from './pending-view.ts';

/** What a plan does to production, in one line. */
export interface Verdict {
  readonly alarm: Alarm;
  readonly text: string;
}

export interface ImpactCount {
  readonly is: ImpactClass;
  /** How many resources have impact of the class. */
  readonly resources: number;
}

/** Counts resources by class of impact, the most serious class first. A resource counts in each of its classes. */
export const countImpact = (blocks: readonly ResourceBlock[]): readonly ImpactCount[] =>
  IMPACT_CLASSES.map((is) => ({ is, resources: blocks.filter((block) => hasImpact(block, is)).length })).filter(
    ({ resources }) => resources > 0,
  );

const hasImpact = ({ operations }: ResourceBlock, is: ImpactClass): boolean =>
  operations.some(({ impact = [] }) => impact.some((one) => one.is === is));

/** `Weakens protection (2), widens access (1).` */
export function buildVerdict(
  plan: Plan,
  blocks: readonly ResourceBlock[],
  counts: readonly ImpactCount[],
  pending: PendingView | undefined,
): Verdict {
  const serious = counts.filter(({ is }) => is !== 'cosmetic');
  const sentences = [
    ...(plan.refusals.length === 0 ? [] : ['Refused.']),
    ...formatEffects(blocks, serious),
    ...formatMails(plan),
    ...formatNewFindings(plan),
    ...(pending ? [describePendingCount(pending)] : []),
    ...formatLeftOut(plan),
  ];
  return { alarm: findAlarm(plan, blocks, serious), text: sentences.join(' ') };
}

function formatEffects(blocks: readonly ResourceBlock[], serious: readonly ImpactCount[]): readonly string[] {
  if (blocks.length === 0) return ['No changes.'];
  const deletes = countDeletes(blocks);
  if (serious.length === 0 && deletes === 0) return ['No effect on security or access.'];
  return [
    ...(serious.length === 0 ? [] : [formatImpactCounts(serious)]),
    ...(deletes === 0 ? [] : [`Permanently deletes ${formatCount(deletes, 'resource')}.`]),
  ];
}

/** Mail cannot be taken back, so it is announced even where the operation that sends it is folded. */
function formatMails({ operations }: Plan): readonly string[] {
  const mails = operations.filter(isRelationOperation).reduce((sum, { mails = 0 }) => sum + mails, 0);
  return mails === 0 ? [] : [`Sends mail to ${formatCount(mails, 'person', 'people')}.`];
}

function formatLeftOut({ selection }: Plan): readonly string[] {
  if (!selection) return [];
  const count = selection.leftOut.reduce((sum, group) => sum + group.count, 0);
  return [`Limited by --only: ${formatCount(count, 'declared resource')} left out.`];
}

const countDeletes = (blocks: readonly ResourceBlock[]): number => blocks.filter(({ action }) => action === 'delete').length;

function formatImpactCounts(counts: readonly ImpactCount[]): string {
  const [first = '', ...others] = counts.map(({ is, resources }) => `${IMPACT_LABELS[is].title} (${resources})`);
  return `${[first, ...others.map((text) => text.charAt(0).toLowerCase() + text.slice(1))].join(', ')}.`;
}

function formatNewFindings({ findings }: Plan): readonly string[] {
  const added = findings?.added.filter(({ accepted }) => !accepted) ?? [];
  if (added.length === 0) return [];
  const errors = added.filter(({ severity }) => severity === 'error').length;
  return [`${formatCount(added.length, 'new finding')}${errors === 0 ? '' : `, ${formatCount(errors, 'error')}`}.`];
}

function findAlarm({ refusals, findings }: Plan, blocks: readonly ResourceBlock[], serious: readonly ImpactCount[]): Alarm {
  const hasNewError = findings?.added.some(({ severity, accepted }) => severity === 'error' && !accepted) === true;
  const alarms = serious.map(({ is }) => IMPACT_LABELS[is].alarm);
  if (refusals.length > 0 || hasNewError || alarms.includes('danger')) return 'danger';
  return alarms.includes('warn') || countDeletes(blocks) > 0 ? 'warn' : 'calm';
}
