import type { Address } from '../address.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { Problem } from '../problem/problem.ts';
import type { PlanFindings } from './finding.ts';
import { type ChangeOperation, isChange, type Operation } from './operation.ts';
import type { PlanSince } from './pending-changes.ts';
import type { PlanSelection } from './plan-selection.ts';
import type { RoleHolders } from './role-holders.ts';
import type { UndeclaredItems } from './undeclared-items.ts';

/** The ordered operations that bring a tenant to the state of its definition. Contains no secrets. `schemas/plan.schema.json` is its schema. */
export interface Plan {
  readonly format: typeof PLAN_FORMAT;
  readonly tool: string;
  readonly tenant: string;
  readonly definition: string;
  /** In an order that can be executed sequentially. `dependsOn` lists the actual constraints. */
  readonly operations: readonly Operation[];
  /** Present if the plan is limited to some resources of the definition. */
  readonly selection?: PlanSelection;
  /** Resources of declared types that the tenant has and the definition does not list. */
  readonly undeclared: readonly Address[];
  /** How many items of relations the tenant has and the definition does not list, where they are kept; absent if there are none. */
  readonly undeclaredItems?: readonly UndeclaredItems[];
  /** Why this plan must not be applied. Empty if it may be. */
  readonly refusals: readonly Problem[];
  /** Reads that apply makes before its first write, to verify that the tenant has not changed since the plan was computed. */
  readonly checks: readonly Check[];
  /** What the user has explicitly permitted with `--allow`; absent if nothing. */
  readonly allowed?: readonly Permission[];
  readonly cost: PlanCost;
  /** How the plan changes what `tenon check` finds; absent if it was not examined. */
  readonly findings?: PlanFindings;
  /** Who has the roles whose permissions the plan changes; absent if nobody is known to have one. */
  readonly holders?: readonly RoleHolders[];
  /** Warnings about the plan: by policies of the definition, or because a part could not be examined. */
  readonly warnings?: readonly Problem[];
  /** Which part of the plan was pending at an earlier revision; absent if none was compared. */
  readonly since?: PlanSince;
}

/** Consequences that a plan may have only if the user permits them by name: `user-loss` always, an impact if `reconcile.require` lists it. */
export const PERMISSIONS = ['user-loss', 'weakens', 'widens', 'tightens', 'runs-code', 'loses', 'secret'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** A read that verifies the tenant before the first write. `requests` is the number of requests it takes. */
export type Check =
  /** A complete list: cheapest where many resources of a type are affected, and often the only way to see that a name is unused. */
  | { readonly kind: 'list'; readonly type: string; readonly requests: number }
  | { readonly kind: 'resource'; readonly type: string; readonly id: string; readonly requests: number }
  /** Finds out whether a key that will be created is still unused. */
  | { readonly kind: 'lookup'; readonly type: string; readonly key: string; readonly requests: number }
  | RelationCheck;

export interface RelationCheck {
  readonly kind: 'relation';
  readonly type: string;
  /** The tenant's id of the resource that has the relation. */
  readonly id: string;
  readonly field: string;
  /** Other fields of the resource that the path of the list contains: `{ organization: 'org_…' }`. Absent: it contains none. */
  readonly params?: JsonObject;
  readonly requests: number;
}

export const PLAN_FORMAT = 'tenon-plan/1';

/** How many requests applying the plan takes. */
export interface PlanCost {
  readonly reads: number;
  readonly writes: number;
}

/** Replaces a secret in everything that is printed or saved. */
export const SECRET_MARK = '(secret)';

export const listChanges = (plan: Plan): readonly ChangeOperation[] => plan.operations.filter(isChange);

/** Lists every reason why the plan must not be applied, also those that only pending changes cause. */
export const listRefusals = ({ refusals, since }: Plan): readonly Problem[] => [...refusals, ...(since?.refusals ?? [])];
