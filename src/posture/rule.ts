import type { Severity } from '../model/plan/finding.ts';

/** A posture rule: a condition that a tenant should not meet. Rules are data; `docs/rules.md` is generated from them. */
export interface Rule {
  /** Stable: reports, `reconcile.accept` and SARIF refer to it. */
  readonly id: string;
  /** The types whose resources the rule is about. */
  readonly types: readonly string[];
  /** `resource`: asked for each resource of `types`. `tenant`: asked once; `r` is then an empty map. */
  readonly scope: 'resource' | 'tenant';
  /** The fields that the rule is about, as schemas name them; the first one gives a finding its place. */
  readonly fields: readonly string[];
  /**
   * When the rule can be judged offline. `declared`: always. `effective`: where the definition states one of `fields`. `related`: where the types
   * in `reads` are declared.
   */
  readonly needs: 'declared' | 'effective' | 'related';
  /** Other types that the condition reads; it is skipped where they were neither read nor declared. */
  readonly reads?: readonly string[];
  /** A condition in CEL over `r`, `t`, `prod`, `isNew` and `regulated`, with the functions of `src/posture/functions`. True: a finding. */
  readonly when: string;
  readonly severity: { readonly production: Severity; readonly otherwise: Severity | 'off' };
  /** Whether the value lets somebody take over accounts or the tenant. Raises the security severity in SARIF. */
  readonly takeover?: true;
  /** Why it matters, in one sentence. */
  readonly why: string;
  /** What to do, in one sentence. */
  readonly fix: string;
  readonly source: string;
}
