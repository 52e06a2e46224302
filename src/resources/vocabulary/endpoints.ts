import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';

/** A request that writes; the path may contain names in braces: `/email-templates/{template}`. */
export interface WriteEndpoint {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
}

/** A way to find a resource by its key without reading the whole list; `{key}` stands for the key. */
export interface Lookup {
  readonly path: string;
  /** The search, which may match more than the key: `{ name_filter: '{key}' }`. Results are compared with the key again. */
  readonly query?: Readonly<Record<string, string>>;
  /** Filters that tenants without the feature refuse. A search that is refused with them is repeated without them. */
  readonly optionalQuery?: Readonly<Record<string, string>>;
  /** Member of the answer that holds the matches. Absent: the answer is the resource itself, or 404. */
  readonly envelope?: string;
}

/**
 * How resources are found that nobody lists, because there are too many: only what a definition declares or refers to is read, each by a
 * request of its own. Undeclared ones are neither reported nor exported nor pruned. The key has two parts: the owner, which is the first
 * key field, and the first of the other key fields that a resource declares.
 */
export interface KeyedLookups {
  /** Lists the owners under which a live resource can be declared: the connections of a user's accounts. */
  readonly listOwners: (body: JsonObject) => readonly string[];
  /** One for each key field after the owner. The first one whose `form` the second part of a key has is used. */
  readonly ways: readonly KeyedLookup[];
}

/** A way to find a resource by one field; `{key}` stands for its value. */
export interface KeyedLookup extends Lookup {
  readonly field: string;
  /** What the values of the field look like, and those of the ways after this one do not. */
  readonly form: RegExp;
  /** The search does not show recent writes, so that nothing can be concluded from an empty answer right after one. */
  readonly lags?: true;
}

/** What a resource must refer to so that it can be created. Others come into being in another way, and can be changed then. */
export interface CreationCondition {
  /** The field with the reference: `connection`. */
  readonly field: string;
  /** The field of what it refers to, and the values that it must have one of: `strategy`. */
  readonly has: string;
  readonly values: readonly JsonValue[];
  /** What creates the others, as a noun phrase for messages: `the first sign-in`. */
  readonly otherwise: string;
}

/** A search for the users of one resource; `{key}` in the query stands for its key. */
export interface UserCount {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Member of the answer that holds the number of matches. */
  readonly totalField: string;
  /** Any one of these scopes permits the search. */
  readonly scopes: readonly string[];
}

/** Members that a live resource must have, all of them; `'*'` stands for any value but null: `{ strategy: 'google-apps' }`. */
export type Marker = Readonly<Record<string, JsonValue>>;
