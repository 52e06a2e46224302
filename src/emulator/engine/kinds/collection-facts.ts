import type { JsonObject } from '../../../model/json/json-value.ts';
import type { Answer } from '../../http/http-answer.ts';
import type { CollectionEntry, IndexKeys } from '../../state/object-collection.ts';
import type { ApiCall } from '../api-call.ts';
import type { ListFacts } from '../paging/list-page.ts';
import type { PatchFacts } from '../patch-object.ts';

export type CollectionVerb = 'list' | 'read' | 'create' | 'update' | 'delete';

export interface NotFoundFacts {
  readonly message: string;
  readonly errorCode?: string;
}

/** Two objects must not share a key of `index`. Otherwise a write fails with status 409 and this message. */
export interface UniqueRule extends NotFoundFacts {
  readonly index: string;
}

/** The parent of a nested collection, such as the credentials of a client. */
export interface ParentFacts {
  /** Path parameter that holds the parent's id. */
  readonly param: string;
  readonly collection: string;
  /** Internal member that holds the parent's id; begins with `$`. */
  readonly member: string;
  readonly missing: NotFoundFacts;
}

/**
 * A collection of the API as data, with functions for behavior that data cannot express. The functions receive stored
 * objects, including internal members, which begin with `$`.
 */
export interface CollectionFacts {
  /** Name of the collection in the tenant's state. */
  readonly name: string;
  readonly path: string;
  /** Path of a single object; default: `path` + `/{id}`. */
  readonly itemPath?: string;
  readonly idMember: string;
  readonly makeId: (call: ApiCall, draft: JsonObject) => string;
  /** Accepted scopes of each verb; one of them suffices. A verb without an entry has no endpoint. */
  readonly scopes: Readonly<Partial<Record<CollectionVerb, readonly string[]>>>;
  readonly missing: NotFoundFacts;
  readonly parent?: ParentFacts;
  readonly indexes?: Readonly<Record<string, IndexKeys>>;
  readonly unique?: readonly UniqueRule[];
  /** Envelope and paging of the list. Without it, the list is a bare array and has no pages. */
  readonly list?: ListFacts;
  /** Builds the filter of a list request; `undefined` if its query has none. Called once per request. */
  readonly filter?: (call: ApiCall) => ((object: JsonObject) => boolean) | undefined;
  readonly newestFirst?: boolean;
  /** Orders the objects of a list as its query asks. */
  readonly order?: (call: ApiCall, entries: readonly CollectionEntry[]) => readonly CollectionEntry[];
  /** How a PATCH treats members that are objects. */
  readonly patch?: PatchFacts;
  readonly status?: Readonly<{ create?: number; update?: number }>;
  /** Members included whatever `fields` selects. */
  readonly alwaysSelected?: readonly string[];
  /** Deleting a missing object succeeds. */
  readonly idempotentDelete?: boolean;
  readonly alsoNeeds?: (call: ApiCall) => readonly (readonly string[])[];

  /** Finds an object by something other than its id. */
  readonly locate?: (call: ApiCall, id: string) => JsonObject | undefined;
  /** On create: adds the API's defaults to the body, from which null members have been removed. */
  readonly fill?: (call: ApiCall, body: JsonObject) => JsonObject;
  /** On update: recomputes what the API derives from other members. */
  readonly refine?: (call: ApiCall, after: JsonObject, before: JsonObject, body: JsonObject) => JsonObject;
  /** On create and update: throws a refusal if the object is invalid. Runs before anything is stored. */
  readonly check?: (call: ApiCall, object: JsonObject, before: JsonObject | undefined, body: JsonObject) => void;
  /** After an object was created: applies side effects on other objects. Returns the object to answer with. */
  readonly afterCreate?: (call: ApiCall, object: JsonObject, body: JsonObject) => JsonObject;
  readonly afterUpdate?: (call: ApiCall, after: JsonObject, before: JsonObject) => void;
  /** Refuses a deletion, or deletes dependent objects. */
  readonly beforeDelete?: (call: ApiCall, object: JsonObject) => void;
  /** Builds the representation of an object in responses. */
  readonly show?: (call: ApiCall, object: JsonObject, verb: CollectionVerb) => JsonObject;
  readonly answerDelete?: (call: ApiCall) => Answer;
}
