import type { Address } from '../address.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { FilePlace } from '../problem/problem.ts';
import type { Change } from './change.ts';
import type { PlannedRequest } from './planned-request.ts';

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

export const isChange = (operation: Operation): boolean => operation.action !== 'note';
