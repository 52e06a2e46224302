import type { Address } from '../address.ts';
import { compareText } from '../compare-text.ts';
import type { FilePlace } from '../problem/problem.ts';

export const SEVERITIES = ['error', 'warning', 'info'] as const;

/** `error`: somebody gets in, or everybody is kept out, by this value alone. `warning`: a layer of protection is missing. `info`: worth a look. */
export type Severity = (typeof SEVERITIES)[number];

/** A posture rule that a resource, or the tenant as a whole, does not meet. Contains names of fields but never values of secrets. */
export interface Finding {
  /** Id of the rule: `callback-plain-http`. `docs/rules.md` describes each. */
  readonly rule: string;
  readonly severity: Severity;
  /** The resource; `tenant` if the rule is about the tenant as a whole. */
  readonly address: Address;
  /** The field that the rule is about, as the schema names it. */
  readonly field?: string;
  /** Why it matters, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The document or standard that the rule follows. */
  readonly source: string;
  /** Where the value, or else the resource, is declared; absent if only the tenant has it. */
  readonly place?: FilePlace;
  /** Set if `reconcile.accept` silences the finding. */
  readonly accepted?: { readonly reason: string; readonly until?: string };
}

/** Sorts the most serious first, then by resource and rule. */
export const compareFindings = (left: Finding, right: Finding): number =>
  SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
  compareText(left.address, right.address) ||
  compareText(left.rule, right.rule);

/** Identifies a finding across runs: neither its severity nor its place matters. */
export const getFindingKey = ({ rule, address, field }: Finding): string => [rule, address, field ?? ''].join('\n');

/** How a plan changes the findings of a tenant. */
export interface PlanFindings {
  /** Findings that applying the plan adds, the most serious first. */
  readonly added: readonly Finding[];
  /** How many findings applying the plan ends. */
  readonly ended: number;
  /** How many findings the tenant has before the plan, without the accepted ones. */
  readonly before: number;
}
