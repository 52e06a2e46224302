import type { Loaded } from '../../loader/load-definition.ts';
import { failWith, type Outcome } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { RestoreDestination } from '../plan-file/restore-destination.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';

export interface ApplyPorts extends WorkflowPorts {
  /** Called with the plan before anything is asked or changed. */
  readonly onPlan?: (plan: Plan, tenant: TenantConnection) => Promise<void>;
  /** Returns why the plan is not to be applied; undefined: apply it. Where the port is absent, every plan without refusals is applied. */
  readonly confirm?: (plan: Plan) => Promise<Problem | undefined>;
  /** Called while operations are sent. An abort of its signal finishes what is in progress and starts nothing new. */
  readonly listenForInterrupt?: () => { readonly signal: AbortSignal; readonly stop: () => void };
}

export interface ApplyPlannedOptions {
  /** Start nothing new after the first failure. */
  readonly failFast?: boolean;
}

/** `refused`: by the plan, a guard or the caller; in both cases nothing was changed. */
export interface ApplyFailure {
  readonly kind: 'refused' | 'failed';
  readonly problems: readonly Problem[];
  /** The plan, where its own refusals are the problems. */
  readonly plan?: Plan;
}

export type ApplyOutcome = Outcome<Result, ApplyFailure>;

export const failApply = (kind: ApplyFailure['kind'], problems: readonly Problem[]): ApplyOutcome => failWith({ kind, problems });

/** What a plan is applied with. */
export interface ApplySetting {
  readonly loaded: Loaded;
  /** Files of the definition; none where the plan leads to a saved state. */
  readonly files: readonly string[];
  readonly tenant: TenantConnection;
  /** Aborted when the lock on the tenant is lost. */
  readonly lost?: AbortSignal | undefined;
  /** The run that is resumed. */
  readonly resumes?: string;
  /** The state that a rollback or a restore leads to. */
  readonly destination?: RestoreDestination;
}
