import {
  type FleetReport,
  isDifferentRow,
  isFailedRow,
  TENANT_STATES,
  type TenantRow,
  type TenantStatus,
} from '../../model/fleet-report.ts';
import { groupBy } from '../../model/group-by.ts';
import { formatCount } from '../../model/wording.ts';
import { formatChangeCounts } from '../view/change-counts.ts';
import { type Alarm, IMPACT_LABELS } from '../view/plan/impact-labels.ts';

/** What every report about many tenants shows. */
export interface FleetView {
  readonly title: string;
  /** How many tenants are in each state. */
  readonly summary: string;
  readonly alarm: Alarm;
  /** Failed tenants first, then those that differ; the others only if they were changed. */
  readonly rows: readonly TenantRow[];
  /** Names of the tenants about which there is nothing to say, and their state: `40 in sync`. */
  readonly quiet: { readonly title: string; readonly names: readonly string[] };
  /** Failed tenants and their problems, those with the same problems together. */
  readonly problems: readonly FleetGroup[];
  /** Tenants that differ, those that differ in the same way together. */
  readonly groups: readonly FleetGroup[];
}

export interface FleetGroup {
  /** `acme, beta and 3 more` */
  readonly names: string;
  readonly first: TenantRow;
}

const TITLES: Readonly<Record<FleetReport['verb'], string>> = {
  validate: 'Validation',
  check: 'Check',
  plan: 'Plan',
  apply: 'Apply',
  drift: 'Drift',
  status: 'Status',
};

export function buildFleetView(report: FleetReport): FleetView {
  const { tenants, verb, shard } = report;
  const failed = tenants.filter(isFailedRow);
  const different = tenants.filter(isDifferentRow);
  const others = tenants.filter((row) => !isFailedRow(row) && !isDifferentRow(row));
  const isShown = (row: TenantRow): boolean => verb === 'status' || row.state === 'applied' || row.problems.length > 0;
  const quiet = others.filter((row) => !isShown(row));
  const part = shard ? `, shard ${shard.index} of ${shard.count}` : '';
  return {
    title: `${TITLES[verb]} of ${formatCount(tenants.length, 'tenant')}${part}`,
    summary: formatSummary(tenants),
    alarm: findAlarm(failed, different),
    rows: [...failed, ...different, ...others.filter(isShown)],
    quiet: { title: formatSummary(quiet), names: quiet.map(({ name }) => name) },
    problems: groupRows(
      tenants.filter(({ problems }) => problems.length > 0),
      (row) => JSON.stringify(row.problems),
    ),
    groups: groupRows(different, getDetailKey),
  };
}

function groupRows(rows: readonly TenantRow[], getKey: (row: TenantRow) => string): readonly FleetGroup[] {
  return [...groupBy(rows, getKey).values()].flatMap(([first, ...same]) =>
    first ? [{ first, names: formatNames([first, ...same].map(({ name }) => name)) }] : [],
  );
}

const MAX_NAMES = 5;

/** `acme`; `acme and beta`; `acme, beta and 3 more` */
export function formatNames(names: readonly string[], longest = MAX_NAMES): string {
  const shown = names.length <= longest ? names.slice(0, -1) : names.slice(0, longest - 1);
  const last = names.length <= longest ? (names.at(-1) ?? '') : `${names.length - shown.length} more`;
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

const STATE_LABELS: Readonly<Record<TenantStatus, string>> = {
  valid: 'valid',
  'in sync': 'in sync',
  changes: 'with changes',
  pending: 'not yet applied',
  drift: 'drifted',
  findings: 'with findings',
  applied: 'applied',
  'partly applied': 'partly applied',
  refused: 'refused',
  failed: 'failed',
  unreachable: 'unreachable',
  'not started': 'not started',
};

/** `2 failed, 3 with changes, 40 in sync` */
const formatSummary = (tenants: readonly TenantRow[]): string =>
  [...TENANT_STATES]
    .reverse()
    .map((state) => ({ state, count: tenants.filter((row) => row.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${STATE_LABELS[state]}`)
    .join(', ');

function findAlarm(failed: readonly TenantRow[], different: readonly TenantRow[]): Alarm {
  const impacts = different.flatMap(({ impact }) => (impact === undefined ? [] : [IMPACT_LABELS[impact].alarm]));
  if (failed.length > 0 || impacts.includes('danger')) return 'danger';
  return different.length > 0 ? 'warn' : 'calm';
}

/** What differs, in the cell of a table: `1 to create, 2 to update`. Empty: nothing. */
export function describeDifference({ counts, findings, because, state }: TenantRow): string {
  if (because !== undefined) return because;
  if (findings)
    return (['error', 'warning', 'info'] as const)
      .filter((severity) => findings[severity] > 0)
      .map((severity) => (severity === 'info' ? `${findings.info} info` : formatCount(findings[severity], severity)))
      .join(', ');
  if (!counts) return '';
  return state === 'applied' ? formatAppliedCounts(counts) : formatChangeCounts(counts);
}

const formatAppliedCounts = (counts: NonNullable<TenantRow['counts']>): string =>
  (['create', 'update', 'delete'] as const)
    .filter((action) => counts[action] > 0)
    .map((action) => `${counts[action]} ${action}d`)
    .join(', ');

/** The most serious impact, in the cell of a table. Empty: none. */
export const describeImpact = ({ impact }: TenantRow): string =>
  impact === undefined || impact === 'cosmetic' ? '' : IMPACT_LABELS[impact].title.toLowerCase();

/** `tenon-… complete, 2026-12-01 16:05` */
export const describeLastRun = ({ lastRun }: TenantRow): string =>
  lastRun === undefined ? 'never' : `${lastRun.outcome}, ${lastRun.at.slice(0, 16).replace('T', ' ')}, ${lastRun.run}`;

/** `0.8 s`, `2 min` */
export const formatRowDuration = ({ durationMs }: Pick<TenantRow, 'durationMs'>): string =>
  durationMs < 100_000 ? `${(durationMs / 1000).toFixed(1)} s` : `${Math.round(durationMs / 60_000)} min`;

/** How reports without color mark a state. */
export const getRowMark = (row: TenantRow): string => (isFailedRow(row) ? '✗' : isDifferentRow(row) ? '~' : '✓');

/** The rendered plans, drifts and checks of tenants, by `digest` of the row or, without one, by name. */
export type FleetDetails = ReadonlyMap<string, string>;

export const getDetailKey = ({ digest, name }: Pick<TenantRow, 'digest' | 'name'>): string => digest ?? name;

/** What to do after an apply that is not complete; nothing otherwise. */
export function suggestFleetStep({ verb, tenants, run }: FleetReport): string | undefined {
  const isComplete = tenants.every((row) => !isFailedRow(row) && !isDifferentRow(row));
  return verb === 'apply' && !isComplete ? `Fix the problems, then apply the rest: tenon apply --all --resume ${run}` : undefined;
}
