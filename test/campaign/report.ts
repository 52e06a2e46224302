import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { FAULTS, type FaultName } from './faults.ts';

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

export interface Counts {
  readonly cases: number;
  readonly failed: number;
  readonly skipped: number;
}

export function countsOf(outcomes: readonly CaseOutcome[]): Counts {
  const failed = outcomes.filter(({ failures }) => failures.length > 0).length;
  const skipped = outcomes.filter((one) => one.skipped !== undefined).length;
  return { cases: outcomes.length - skipped, failed, skipped };
}

/** Types of the catalogue that nobody has tried: each one is a failure. */
export const untriedTypes = (outcomes: readonly CaseOutcome[]): readonly string[] =>
  CATALOGUE.all.map(({ type }) => type).filter((type) => !outcomes.some((one) => one.type === type));

/** `12`, `12 (1 failed)`, `skipped` */
function cell(outcomes: readonly CaseOutcome[]): string {
  const { cases, failed, skipped } = countsOf(outcomes);
  if (failed > 0) return `${cases}, ${failed} FAILED`;
  if (cases > 0) return String(cases);
  return skipped > 0 ? 'skipped' : '';
}

/** Types and faults, and how often the one met the other. */
export function tableOf(outcomes: readonly CaseOutcome[]): string {
  const types = [...new Set(outcomes.map(({ type }) => type))].sort();
  const rows = types.map((type) => {
    const own = outcomes.filter((one) => one.type === type);
    return [type, ...FAULTS.map((fault) => cell(own.filter((one) => one.fault === fault))), cell(own)];
  });
  const sums = ['all', ...FAULTS.map((fault) => cell(outcomes.filter((one) => one.fault === fault))), cell(outcomes)];
  const table = [['type', ...FAULTS, 'all'], ...rows, sums];
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

export const failuresText = (outcomes: readonly CaseOutcome[]): string =>
  outcomes
    .filter(({ failures }) => failures.length > 0)
    .map(failureText)
    .join('\n');

/** Why some types were not tried, a line each. */
export function skippedText(outcomes: readonly CaseOutcome[]): string {
  const reasons = new Map(outcomes.flatMap(({ type, skipped }) => (skipped === undefined ? [] : [[type, skipped] as const])));
  return [...reasons].map(([type, why]) => `Skipped: ${type}: ${why}`).join('\n');
}

const failureText = ({ id, failures }: CaseOutcome): string =>
  [`Failed: ${id}`, ...failures.map((text) => `  ${text}`), `  Repeat: CAMPAIGN_CASE=${id} npm run campaign`].join('\n');
