import type { Loaded } from '../../loader/load-definition.ts';
import { failWith, type Outcome } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { RestoreDestination } from '../plan-file/restore-destination.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import type { TicketReceiver } from '../tickets/ticket-receiver.ts';

export interface ApplyPorts extends WorkflowPorts {
  /** Called with the plan before `confirm` and before anything is changed. */
  readonly onPlan?: (plan: Plan, tenant: TenantConnection) => Promise<void>;
  /** Returns why the plan must not be applied; undefined: apply it. Without this port every plan without refusals is applied. */
  readonly confirm?: (plan: Plan) => Promise<Problem | undefined>;
  /** Receives the links of tickets (`$welcome`). Without this port, a plan with tickets is refused. */
  readonly tickets?: TicketReceiver;
  /** Called before operations are sent. When its signal aborts, operations in progress finish and no new ones start. */
  readonly listenForInterrupt?: () => { readonly signal: AbortSignal; readonly stop: () => void };
}

export interface ApplyPlannedOptions {
  /** Start no operation after the first failure. */
  readonly failFast?: boolean;
}

/** Why nothing was applied. `refused`: by the plan, a guard or the caller. `failed`: by an error before the first write. */
export interface ApplyFailure {
  readonly kind: 'refused' | 'failed';
  readonly problems: readonly Problem[];
  /** The plan, if its own refusals are the problems. */
  readonly plan?: Plan;
}

export type ApplyOutcome = Outcome<Result, ApplyFailure>;

export const failApply = (kind: ApplyFailure['kind'], problems: readonly Problem[]): ApplyOutcome => failWith({ kind, problems });

/** What applying a plan needs besides the plan itself. */
export interface ApplySetting {
  readonly loaded: Loaded;
  /** Files of the definition; empty for a rollback or a restore. */
  readonly files: readonly string[];
  readonly tenant: TenantConnection;
  /** Aborted when the lock on the tenant is lost. */
  readonly lost?: AbortSignal | undefined;
  /** Id of the run being resumed. */
  readonly resumes?: string;
  /** The state that a rollback or a restore leads to. */
  readonly destination?: RestoreDestination;
}
