import type { ImpactClass } from './plan/impact.ts';
import type { Problem } from './problem/problem.ts';

/** What a verb did for many tenants: a row for each. `schemas/fleet.schema.json` is its schema. Contains no secrets and no values. */
export interface FleetReport {
  readonly format: typeof FLEET_FORMAT;
  readonly tool: string;
  readonly verb: FleetVerb;
  /** Id of the run. `apply --all --resume` takes it. */
  readonly run: string;
  /** The project file. */
  readonly project: string;
  /** The part of the tenants that was selected; absent: no part. */
  readonly shard?: Shard;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** In the order of the project. */
  readonly tenants: readonly TenantRow[];
}

export const FLEET_FORMAT = 'tenon-fleet/1';

export const FLEET_VERBS = ['validate', 'check', 'plan', 'apply', 'drift', 'status'] as const;
export type FleetVerb = (typeof FLEET_VERBS)[number];

/** One of `count` parts of the tenants. `index` counts from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * `valid`: the files are correct. `in sync`: no difference. `changes`: an apply would change the tenant. `pending`: it differs only because
 * the definition is not yet applied. `drift`: the tenant differs. `findings`: posture rules are not met. `applied`: all operations are done.
 * `partly applied`: some are. `refused`: nothing was changed, by a guard or because the plan is out of date. `failed`: the tenant could not
 * be worked on. `unreachable`: there was no connection to it. `not started`: the run ended before.
 */
export const TENANT_STATES = [
  'valid',
  'in sync',
  'changes',
  'pending',
  'drift',
  'findings',
  'applied',
  'partly applied',
  'refused',
  'failed',
  'unreachable',
  'not started',
] as const;
export type TenantStatus = (typeof TENANT_STATES)[number];

/** All that is kept of a tenant once its work has ended. */
export interface TenantRow {
  /** Its name in the project. */
  readonly name: string;
  readonly domain: string;
  readonly state: TenantStatus;
  /** How many resources are created, updated and deleted, or would be. Absent: it is not known. */
  readonly counts?: { readonly create: number; readonly update: number; readonly delete: number };
  /** The most serious impact of the changes; absent: none. */
  readonly impact?: ImpactClass;
  /** How many findings count, by severity. */
  readonly findings?: { readonly error: number; readonly warning: number; readonly info: number };
  /** Digest of the differences or findings. Tenants with the same one have the same. */
  readonly digest?: string;
  readonly problems: readonly Problem[];
  /** Why it was not started. */
  readonly because?: string;
  /** File with the whole plan, drift or report. */
  readonly document?: string;
  /** Id of the run that applied the plan. */
  readonly run?: string;
  /** The last apply of this tenant in this folder. */
  readonly lastRun?: LastRun;
  readonly durationMs: number;
}

export interface LastRun {
  readonly run: string;
  /** ISO 8601. */
  readonly at: string;
  readonly outcome: 'complete' | 'incomplete' | 'interrupted' | 'refused';
}

const FAILED_STATES: readonly TenantStatus[] = ['partly applied', 'refused', 'failed', 'unreachable', 'not started'];

/** Whether the tenant is not as the verb should have left or found it. */
export const isFailedRow = ({ state }: Pick<TenantRow, 'state'>): boolean => FAILED_STATES.includes(state);

const DIFFERENT_STATES: readonly TenantStatus[] = ['changes', 'pending', 'drift', 'findings'];

export const isDifferentRow = ({ state }: Pick<TenantRow, 'state'>): boolean => DIFFERENT_STATES.includes(state);
