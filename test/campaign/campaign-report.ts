import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { CAMPAIGN_FAULTS, type FaultName } from './campaign-faults.ts';

/** What became of one case. */
export interface CaseOutcome {
  readonly id: string;
  readonly type: string;
  readonly fault: FaultName;
  /** Empty: all is as it should be. */
  readonly failures: readonly string[];
  /** How long it took. */
  readonly ms?: number;
  /** Why it was not tried. */
  readonly skipped?: string;
}

export interface OutcomeCounts {
  readonly cases: number;
  readonly failed: number;
  readonly skipped: number;
}

export function countOutcomes(outcomes: readonly CaseOutcome[]): OutcomeCounts {
  const failed = outcomes.filter(({ failures }) => failures.length > 0).length;
  const skipped = outcomes.filter((one) => one.skipped !== undefined).length;
  return { cases: outcomes.length - skipped, failed, skipped };
}

/** Types of the catalogue that nobody has tried: each one is a failure. */
export const listUntriedTypes = (outcomes: readonly CaseOutcome[]): readonly string[] =>
  CATALOGUE.all
    .filter(({ referenceOnly }) => referenceOnly === undefined)
    .map(({ type }) => type)
    .filter((type) => !outcomes.some((one) => one.type === type));

/** `12`, `12 (1 failed)`, `skipped` */
function formatCell(outcomes: readonly CaseOutcome[]): string {
  const { cases, failed, skipped } = countOutcomes(outcomes);
  if (failed > 0) return `${cases}, ${failed} FAILED`;
  if (cases > 0) return String(cases);
  return skipped > 0 ? 'skipped' : '';
}

/** Types and faults, and how often the one met the other. */
export function formatTable(outcomes: readonly CaseOutcome[]): string {
  const types = [...new Set(outcomes.map(({ type }) => type))].sort();
  const rows = types.map((type) => {
    const own = outcomes.filter((one) => one.type === type);
    return [type, ...CAMPAIGN_FAULTS.map((fault) => formatCell(own.filter((one) => one.fault === fault))), formatCell(own)];
  });
  const sums = [
    'all',
    ...CAMPAIGN_FAULTS.map((fault) => formatCell(outcomes.filter((one) => one.fault === fault))),
    formatCell(outcomes),
  ];
  const table = [['type', ...CAMPAIGN_FAULTS, 'all'], ...rows, sums];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  return table
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export const formatFailures = (outcomes: readonly CaseOutcome[]): string =>
  outcomes
    .filter(({ failures }) => failures.length > 0)
    .map(formatFailure)
    .join('\n');

/** Why some types were not tried, a line each. */
export function formatSkipped(outcomes: readonly CaseOutcome[]): string {
  const reasons = new Map(outcomes.flatMap(({ type, skipped }) => (skipped === undefined ? [] : [[type, skipped] as const])));
  return [...reasons].map(([type, why]) => `Skipped: ${type}: ${why}`).join('\n');
}

const formatFailure = ({ id, failures }: CaseOutcome): string =>
  [`Failed: ${id}`, ...failures.map((text) => `  ${text}`), `  Repeat: CAMPAIGN_CASE=${id} npm run campaign`].join('\n');
