import type { Address } from '../address.ts';
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import type { Pointer } from '../json/pointer.ts';
import type { FilePlace, Problem } from '../problem/problem.ts';

/** The ordered operations that bring a tenant to the state of its definition. Contains no secrets. `schemas/plan.schema.json` is its schema. */
export interface Plan {
  readonly format: typeof PLAN_FORMAT;
  readonly tool: string;
  readonly tenant: string;
  readonly definition: string;
  /** In an order that can be executed sequentially. `dependsOn` lists the actual constraints. */
  readonly operations: readonly Operation[];
  /** Resources of declared types that the tenant has and the definition does not list. */
  readonly undeclared: readonly Address[];
  /** Why this plan must not be applied. Empty if it may be. */
  readonly refusals: readonly Problem[];
  /** Reads that apply makes before its first write, to verify that the tenant has not changed since the plan was computed. */
  readonly checks: readonly Check[];
  /** What the user has explicitly permitted with `--allow`; absent if nothing. */
  readonly allowed?: readonly Permission[];
  readonly cost: PlanCost;
}

/** Consequences that a plan may have only if the user permits them by name. */
export const PERMISSIONS = ['user-loss'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** A read that verifies the tenant before the first write. `requests` is the number of requests it takes. */
export type Check =
  /** A complete list: cheapest where many resources of a type are affected, and often the only way to see that a name is unused. */
  | { readonly kind: 'list'; readonly type: string; readonly requests: number }
  | { readonly kind: 'resource'; readonly type: string; readonly id: string; readonly requests: number }
  /** Finds out whether a key that will be created is still unused. */
  | { readonly kind: 'lookup'; readonly type: string; readonly key: string; readonly requests: number }
  | { readonly kind: 'relation'; readonly type: string; readonly id: string; readonly field: string; readonly requests: number };

export const PLAN_FORMAT = 'tenon-plan/1';

/** How many requests applying the plan takes. */
export interface PlanCost {
  readonly reads: number;
  readonly writes: number;
}

export type Action = 'create' | 'update' | 'delete' | 'link' | 'unlink' | 'note';
export type Risk = 'safe' | 'disruptive' | 'destructive';

export interface Operation {
  /** Unique in the plan and readable: `update clients/Storefront`, `link roles/admin permissions`. */
  readonly id: string;
  readonly action: Action;
  readonly address: Address;
  /** The relation that `link` or `unlink` changes, or whose item settings an `update` changes. */
  readonly relation?: string;
  /** The resource's id in the tenant; absent if it does not exist yet. */
  readonly liveId?: string;
  readonly changes: readonly Change[];
  readonly requests: readonly PlannedRequest[];
  /** Ids of operations, or of groups: the group `delete organizations/*` is every operation with that action and type. */
  readonly dependsOn: readonly string[];
  /** The reason for the operation, in one sentence for the reviewer. */
  readonly why: string;
  readonly risk: Risk;
  /** SHA-256 of the live resource that the operation was computed from; absent if there is none yet. */
  readonly fingerprint?: string;
  /** SHA-256 of the items attached to the resource (a client's credentials), if the operation attaches, detaches or changes any. */
  readonly attached?: string;
  /** The live resource that `fingerprint` was computed from, with secrets masked. Used to restore it and to see what has changed since. */
  readonly live?: JsonObject;
  /** Ids of live resources that already have this key, where keys of the type are not unique: the create adds another. */
  readonly twins?: readonly string[];
  /** How many user accounts the operation deletes. */
  readonly usersLost?: number | 'unknown';
  /** Where the resource is declared. */
  readonly origin?: FilePlace;
}

/**
 * One changed value. `path` is a JSON Pointer that names the items of a set or a keyed list by their value or key:
 * `/callbacks/https:~1~1acme.test~1cb`, `/scopes/read:orders/description`. References are shown as keys, secrets as `(secret)`.
 */
export interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: Pointer;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** How reports show the value: an item of a set as `+` or `-`, a text as a unified diff, a secret never. */
  readonly kind: 'value' | 'item' | 'text' | 'secret';
  /** Where the value is declared, if not at the operation's `origin`. */
  readonly origin?: FilePlace;
}

export type RequestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * A request of a plan. `path` may contain `{id}` and `{item}`, which `params` fills in. Placeholders in `body` and `params` stand for
 * values that are not known until apply or must not appear in a plan:
 * - `{"$ref": "clients/Storefront", "id": "…"}`: the id of that resource; `id` is present if the tenant already has it.
 * - `{"$secret": "/options/client_secret"}`: the declared secret at that place.
 * - `{"$made": 0}`: the id of an item that this operation has created (a client's keys), counted from 0.
 * - `{"$version": 2, "of": …}`: the id of that version of the resource whose id is `of`.
 * - `{"$live": "/options/client_secret"}`: the live value at that place, read immediately before the write.
 * - `{"$literal": {…}}`: an object that only looks like a placeholder; its members may contain placeholders.
 */
export interface PlannedRequest {
  readonly method: RequestMethod;
  readonly path: string;
  readonly params?: Readonly<Record<string, JsonValue>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  /** Repeats the read until the resource meets this condition. */
  readonly until?: WaitCondition;
  /** Marks a read that lists versions, from which `$version` is resolved. */
  readonly versions?: VersionMembers;
}

/** The member of the response that contains the versions, and the members of a version that contain its number and its id. */
export interface VersionMembers {
  readonly envelope: string;
  readonly number: string;
  readonly id: string;
}

/** The value of `member` once the tenant has finished processing a resource, and its values if processing failed. */
export interface WaitCondition {
  readonly member: string;
  readonly is: string;
  readonly fails: readonly string[];
}

/** Replaces a secret in everything that is printed or saved. */
export const SECRET_MARK = '(secret)';

export const isChange = (operation: Operation): boolean => operation.action !== 'note';
export const listChanges = (plan: Plan): readonly Operation[] => plan.operations.filter(isChange);
