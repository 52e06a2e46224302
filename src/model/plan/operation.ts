import type { Address } from '../address.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { FilePlace } from '../problem/problem.ts';
import type { Change } from './change.ts';
import type { Impact } from './impact.ts';
import type { PlannedRequest } from './planned-request.ts';

/**
 * One step of a plan. `action` distinguishes the kinds, with one exception: an `update` changes either a resource or the settings of items
 * in one of its relations. `isRelationOperation` distinguishes these two.
 */
export type Operation = ChangeOperation | NoteOperation;

/** An operation that changes the tenant. */
export type ChangeOperation = ResourceOperation | RelationOperation;

/** Changes a resource itself. */
export type ResourceOperation = CreateOperation | UpdateOperation | DeleteOperation;

export type Action = Operation['action'];
export type Risk = 'safe' | 'disruptive' | 'destructive';

/** What an operation is called in events, journals and results. */
export interface OperationName {
  /** Unique in the plan and readable: `update clients/Storefront`, `link roles/admin permissions`. */
  readonly id: string;
  readonly action: Action;
  readonly address: Address;
  readonly relation?: string;
}

interface OperationBase {
  readonly id: OperationName['id'];
  readonly address: Address;
  /** The resource's id in the tenant; absent if it does not exist yet. */
  readonly liveId?: string;
  readonly changes: readonly Change[];
  readonly requests: readonly PlannedRequest[];
  /** Ids of operations, or of groups: the group `delete organizations/*` is every operation with that action and type. */
  readonly dependsOn: readonly string[];
  /** The reason for the operation, in one sentence for the reviewer. */
  readonly why: string;
  readonly risk: Risk;
  /** What the operation does to security and access, the most serious first; absent: nothing. */
  readonly impact?: readonly Impact[];
  /** SHA-256 of the live state that the operation was computed from, the resource or the relation's items; absent if there is none yet. */
  readonly fingerprint?: string;
  /** Where the resource is declared. */
  readonly origin?: FilePlace;
}

export interface CreateOperation extends OperationBase {
  readonly action: 'create';
  readonly relation?: never;
  /** Ids of live resources that already have this key, where keys of the type are not unique: the create adds another. */
  readonly twins?: readonly string[];
}

export interface UpdateOperation extends OperationBase {
  readonly action: 'update';
  readonly relation?: never;
  /** The live resource that `fingerprint` was computed from, with secrets masked. Used to restore it and to see what has changed since. */
  readonly live?: JsonObject;
  /** SHA-256 of the items attached to the resource (a client's credentials), if the operation attaches, detaches or changes any. */
  readonly attached?: string;
}

export interface DeleteOperation extends OperationBase {
  readonly action: 'delete';
  readonly relation?: never;
  /** As in an update. */
  readonly live?: JsonObject;
  /** How many user accounts the operation deletes; absent if resources of the type have no users. */
  readonly usersLost?: number | 'unknown';
}

/** Adds items to a relation, removes them, or (`update`) changes their settings. */
export interface RelationOperation extends OperationBase {
  readonly action: 'link' | 'update' | 'unlink';
  readonly relation: string;
  /** How many people the tenant sends mail to because of it; absent: none. */
  readonly mails?: number;
  /** The ids of the items that `fingerprint` covers, where undeclared ones are kept: those may change meanwhile. Absent: all items. */
  readonly items?: readonly string[];
}

/** Changes nothing; informs the reviewer. */
export interface NoteOperation extends OperationBase {
  readonly action: 'note';
  /** The relation that the note is about, if not the resource itself. */
  readonly relation?: string;
}

export const isNote = (operation: Operation): operation is NoteOperation => operation.action === 'note';
export const isChange = (operation: Operation): operation is ChangeOperation => !isNote(operation);

export const isRelationOperation = (operation: Operation): operation is RelationOperation =>
  isChange(operation) && operation.relation !== undefined;
export const isResourceOperation = (operation: Operation): operation is ResourceOperation =>
  isChange(operation) && operation.relation === undefined;

/** Checks for an update of a resource itself, not of its relations. */
export const isResourceUpdate = (operation: Operation): operation is UpdateOperation =>
  operation.action === 'update' && isResourceOperation(operation);

/** Checks what the JSON Schema of plans leaves open: which actions concern a relation. For operations that were read from a file. */
export function hasRelationOfItsKind({ action, relation }: OperationName): boolean {
  switch (action) {
    case 'create':
    case 'delete':
      return relation === undefined;
    case 'link':
    case 'unlink':
      return relation !== undefined;
    case 'update':
    case 'note':
      return true;
  }
}

/** Returns the batch whose import job creates the operation's resource; undefined: none. */
export const getBatchId = ({ requests }: Pick<Operation, 'requests'>): string | undefined => requests[0]?.batch?.id;

/** Returns the live resource that an operation was computed from, with secrets masked; undefined if it was computed from none. */
export const getLiveState = (operation: Operation): JsonObject | undefined =>
  operation.action === 'delete' || isResourceUpdate(operation) ? operation.live : undefined;

/** Picks the members that name an operation or its result. */
export const pickOperationName = ({ id, action, address, relation }: OperationName): OperationName => ({
  id,
  action,
  address,
  ...(relation === undefined ? {} : { relation }),
});
