import type { CheckReport } from '../../model/check-report.ts';
import type { Drift } from '../../model/drift.ts';
import type { TenantRow } from '../../model/fleet-report.ts';
import type { Outcome } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LoadFilesOptions } from '../definition/load-files.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { TenantOptions } from '../tenant/open-tenant.ts';

/** What a verb needs to work on one tenant of a project. */
export interface PreparedTenant {
  readonly name: string;
  readonly files: readonly string[];
  readonly loading: LoadFilesOptions;
  readonly tenant: TenantOptions;
}

/** The document behind a row. It is given to whoever shows or writes it, and then forgotten. */
export type TenantDocument =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'drift'; readonly drift: Drift }
  | { readonly kind: 'check'; readonly report: CheckReport };

/** What a verb found out about a tenant. */
export interface JobOutcome extends Omit<TenantRow, 'name' | 'domain' | 'problems' | 'durationMs'> {
  readonly problems?: readonly Problem[];
  readonly shown?: TenantDocument;
}

/** Does the work of a verb for one tenant. Problems that end it are the error; an exception counts as one. */
export type TenantJob = (tenant: PreparedTenant, ports: WorkflowPorts) => Promise<Outcome<JobOutcome, readonly Problem[]>>;
