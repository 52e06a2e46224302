import type { Address } from '../address.ts';
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import type { Pointer } from '../json/pointer.ts';
import type { FilePlace, Problem } from '../problem/problem.ts';

/** The ordered operations that turn a snapshot into what the definition says. Holds no secret. `schemas/plan.schema.json` is its form. */
export interface Plan {
  readonly format: typeof PLAN_FORMAT;
  readonly tool: string;
  readonly tenant: string;
  readonly definition: string;
  /** In an order that may be followed one by one; `dependsOn` says what must really come first. */
  readonly operations: readonly Operation[];
  /** Resources of declared types that the tenant has and the definition does not list. */
  readonly undeclared: readonly Address[];
  /** Why this plan must not be applied. Empty in a good plan. */
  readonly refusals: readonly Problem[];
  /** Reads that apply makes before its first write, to see that the tenant is still what the plan was computed from. */
  readonly checks: readonly Check[];
  /** What somebody has allowed this plan in so many words (`--allow`); absent where it is nothing. */
  readonly allowed?: readonly Permission[];
  readonly cost: PlanCost;
}

/** What no plan does unless it is allowed by name. */
export const PERMISSIONS = ['user-loss'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** One look at the tenant before the first write; `requests` says how many requests it takes. */
export type Check =
  /** A whole list: the cheapest where many of a type are touched, and the only one that shows that a name is still free. */
  | { readonly kind: 'list'; readonly type: string; readonly requests: number }
  | { readonly kind: 'resource'; readonly type: string; readonly id: string; readonly requests: number }
  /** Whether a key that is about to be created is still free. */
  | { readonly kind: 'lookup'; readonly type: string; readonly key: string; readonly requests: number }
  | { readonly kind: 'relation'; readonly type: string; readonly id: string; readonly field: string; readonly requests: number };

export const PLAN_FORMAT = 'tenon-plan/1';

/** What applying will cost, in requests. */
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
  /** The relation that is changed, in `link` and `unlink`, and in `update` of a link's own settings. */
  readonly relation?: string;
  /** The tenant's id of the resource; absent while it does not exist. */
  readonly liveId?: string;
  readonly changes: readonly Change[];
  readonly requests: readonly PlannedRequest[];
  /** Operation ids, or a group `delete organizations/*`: every operation of that action and type. */
  readonly dependsOn: readonly string[];
  /** One sentence for the reviewer. */
  readonly why: string;
  readonly risk: Risk;
  /** SHA-256 over the live resource that the operation was computed from. Absent where nothing is there yet. */
  readonly fingerprint?: string;
  /** The same over the things that it owns and attaches, where the operation attaches, detaches or changes some. */
  readonly attached?: string;
  /** The live resource that the fingerprint stands for, secrets masked: what the way back and "who moved it" are told from. */
  readonly live?: JsonObject;
  /** Live ids that already have this key, where a type's keys are not unique: the create makes another one. */
  readonly twins?: readonly string[];
  /** How many people's accounts go with it. */
  readonly usersLost?: number | 'unknown';
  /** Where the definition asks for it. */
  readonly origin?: FilePlace;
}

/**
 * One changed value. `path` is a JSON Pointer in which the items of a set or a keyed list are named by their value or key:
 * `/callbacks/https:~1~1acme.test~1cb`, `/scopes/read:orders/description`. References read as keys; secrets as `(secret)`.
 */
export interface Change {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: Pointer;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** What kind of value: an item of a set shows as `+`/`-`, a text as a unified diff, a secret never. */
  readonly kind: 'value' | 'item' | 'text' | 'secret';
  /** Where the definition says so, if that is another line than the operation's. */
  readonly origin?: FilePlace;
}

export type RequestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * A request as the plan knows it. `path` may hold `{id}` and `{item}`, to be filled from `params`.
 * Inside `body` and `params` these placeholders stand for what is not known, or not to be shown, yet:
 * `{"$ref": "clients/Storefront", "id": "…"}` the id of that resource, `id` where the tenant has it already; `{"$secret": "/options/client_secret"}` the declared secret at that place;
 * `{"$made": 0}` the id of what this operation has made, the first of those counted as 0 (a client's keys);
 * `{"$version": 2, "of": …}` the id of that version of the resource whose id `of` stands for;
 * `{"$live": "/options/client_secret"}` the live value at that place, read again just before;
 * `{"$literal": {…}}` an object that only looks like one of these; its members may hold placeholders.
 */
export interface PlannedRequest {
  readonly method: RequestMethod;
  readonly path: string;
  readonly params?: Readonly<Record<string, JsonValue>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  /** A read that is repeated until it says so. */
  readonly until?: WaitCondition;
  /** A read that lists versions, which `$version` is resolved from. */
  readonly versions?: VersionMembers;
}

/** Where a list of versions has them, and which members of a version hold its number and its id. */
export interface VersionMembers {
  readonly envelope: string;
  readonly number: string;
  readonly id: string;
}

/** What a resource says once the tenant is done with it, and what it says when that went wrong. */
export interface WaitCondition {
  readonly member: string;
  readonly is: string;
  readonly fails: readonly string[];
}

/** The mark that stands for a secret wherever a person or a file could see it. */
export const SECRET_MARK = '(secret)';

export const isChange = (operation: Operation): boolean => operation.action !== 'note';
export const listChanges = (plan: Plan): readonly Operation[] => plan.operations.filter(isChange);
