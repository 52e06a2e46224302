import type { TenantEnvironment } from './definition/definition.ts';
import type { Finding } from './plan/finding.ts';
import type { Problem } from './problem/problem.ts';

/** What `tenon check` found. `schemas/check.schema.json` is its schema. Contains no secrets. */
export interface CheckReport {
  readonly format: typeof CHECK_FORMAT;
  readonly tool: string;
  /** Domain of the tenant that was read; absent if the definition alone was checked. */
  readonly tenant?: string;
  /** The definition's files, as given on the command line. */
  readonly files: readonly string[];
  readonly environment: TenantEnvironment;
  readonly profile?: 'regulated';
  /** How many rules there are. */
  readonly rules: number;
  /** The most serious first, accepted ones included. */
  readonly findings: readonly Finding[];
  /** Ids of rules among `findings` whose values let somebody take over accounts or the tenant. */
  readonly takeovers: readonly string[];
  /** Rules that could not be judged, or not everywhere. */
  readonly notJudged: readonly UnjudgedRule[];
  /** Rules that failed. */
  readonly problems: readonly Problem[];
}

export interface UnjudgedRule {
  readonly rule: string;
  /** Types that are not known as a whole, or fields (`clients.grant_types`) whose values are unknown. */
  readonly unknown: readonly string[];
}

export const CHECK_FORMAT = 'tenon-check/1';

/** Findings that count: those that nobody accepted. */
export const listCountedFindings = ({ findings }: Pick<CheckReport, 'findings'>): readonly Finding[] =>
  findings.filter(({ accepted }) => !accepted);
