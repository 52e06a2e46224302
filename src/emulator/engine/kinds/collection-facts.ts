import type { JsonObject } from '../../../model/json/json-value.ts';
import type { Answer } from '../../http/http-answer.ts';
import type { IndexKeys } from '../../state/object-collection.ts';
import type { ApiCall } from '../api-call.ts';
import type { ListFacts } from '../paging/list-page.ts';
import type { PatchFacts } from '../patch-object.ts';

export type CollectionVerb = 'list' | 'read' | 'create' | 'update' | 'delete';

export interface NotFoundFacts {
  readonly message: string;
  readonly errorCode?: string;
}

/** Two objects may not share a key of `index`. */
export interface UniqueRule extends NotFoundFacts {
  readonly index: string;
}

/** A collection that lives inside objects of another one. */
export interface ParentFacts {
  /** Path parameter with the parent's id. */
  readonly param: string;
  readonly collection: string;
  /** The emulator's own member that holds the parent's id; begins with `$`. */
  readonly member: string;
  readonly missing: NotFoundFacts;
}

/**
 * A collection of the API as data. The functions are for what data cannot say; each has one job and a place in the order
 * of events. All of them see whole objects with the emulator's own `$` members.
 */
export interface CollectionFacts {
  /** Its name in the tenant's state. */
  readonly name: string;
  readonly path: string;
  /** Path of one object; default: `path` + `/{id}`. */
  readonly itemPath?: string;
  readonly idMember: string;
  readonly makeId: (call: ApiCall, draft: JsonObject) => string;
  /** Any one of the scopes suffices. A verb without scopes has no endpoint. */
  readonly scopes: Readonly<Partial<Record<CollectionVerb, readonly string[]>>>;
  readonly missing: NotFoundFacts;
  readonly parent?: ParentFacts;
  readonly indexes?: Readonly<Record<string, IndexKeys>>;
  readonly unique?: readonly UniqueRule[];
  /** Envelope and paging; without it the list is a bare array. */
  readonly list?: ListFacts;
  /** Which objects a list with the given query shows; nothing where the query asks for no filter. Made once per request. */
  readonly filter?: (call: ApiCall) => ((object: JsonObject) => boolean) | undefined;
  readonly newestFirst?: boolean;
  /** How a PATCH treats the members that are objects. */
  readonly patch?: PatchFacts;
  readonly status?: Readonly<{ create?: number; update?: number }>;
  /** Members that `fields` cannot leave out. */
  readonly alwaysSelected?: readonly string[];
  /** Deleting what is not there answers as if it had been. */
  readonly idempotentDelete?: boolean;
  readonly alsoNeeds?: (call: ApiCall) => readonly (readonly string[])[];

  /** Finds by something else than the id. */
  readonly locate?: (call: ApiCall, id: string) => JsonObject | undefined;
  /** On create: what was sent, with the API's defaults. Nulls are gone already. */
  readonly fill?: (call: ApiCall, body: JsonObject) => JsonObject;
  /** On update: what the API computes again. */
  readonly refine?: (call: ApiCall, after: JsonObject, before: JsonObject, body: JsonObject) => JsonObject;
  /** Refuses, before anything is changed, what the object may not be. */
  readonly check?: (call: ApiCall, object: JsonObject, before: JsonObject | undefined, body: JsonObject) => void;
  /** After an object was created: what happens elsewhere. Gives back the object as it stands then. */
  readonly afterCreate?: (call: ApiCall, object: JsonObject, body: JsonObject) => JsonObject;
  readonly afterUpdate?: (call: ApiCall, after: JsonObject, before: JsonObject) => void;
  /** Refuses a deletion, or takes along what goes with the object. */
  readonly beforeDelete?: (call: ApiCall, object: JsonObject) => void;
  /** The object as the answer shows it. */
  readonly show?: (call: ApiCall, object: JsonObject, verb: CollectionVerb) => JsonObject;
  readonly answerDelete?: (call: ApiCall) => Answer;
}
