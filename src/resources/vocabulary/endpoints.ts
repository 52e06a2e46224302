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

/** A condition on what a resource refers to: that the connection of a user is a database. */
export interface TargetCondition {
  /** The field with the reference: `connection`. */
  readonly field: string;
  /** The field of its target: `strategy`. */
  readonly has: string;
  /** The values of which that field must have one. */
  readonly values: readonly JsonValue[];
}

/** Only resources that meet the condition can be created. The others come into being in another way, and can be changed then. */
export interface CreationCondition extends TargetCondition {
  /** What creates the others, as a noun phrase for messages: `the first sign-in`. */
  readonly otherwise: string;
}

/** A secret field that the API requires of a new resource, and that nobody needs to know: the password of a user. */
export interface RandomSecret {
  readonly field: string;
  /** Which resources need it. */
  readonly where: TargetCondition;
}

/** How many new resources of one owner are created: with jobs of the tenant that import a file, instead of one request each. */
export interface BulkCreate {
  /** Where a job is started: multipart/form-data. */
  readonly path: string;
  /** Which owners can be imported into. */
  readonly where: TargetCondition;
  /** With more creates than this for one owner, all of them that can be imported are. */
  readonly threshold: number;
  /** The greatest file, in bytes. */
  readonly maxBytes: number;
  /** Names of the parts: the file, the owner's id, and a text by which people recognize the job. */
  readonly parts: { readonly file: string; readonly owner: string; readonly label: string };
  /** Further parts, always the same. */
  readonly settings: Readonly<Record<string, string>>;
  /** The fields that a file can have, besides the owner. A resource with others is created by a request of its own. */
  readonly fields: readonly string[];
  readonly requiredFields: readonly string[];
  /** The fields that only a file can have: a resource with one of them is imported, however few there are. */
  readonly onlyFields: readonly string[];
  /** Declared values that a file need not state: it means them anyway. */
  readonly impliedFields: JsonObject;
  /** A job, once started: its path, the path of its errors, and the values of its `status`. */
  readonly job: {
    readonly path: string;
    readonly errorsPath: string;
    readonly running: readonly string[];
    readonly completed: string;
  };
  /** What a reviewer should know about imported resources that have none of `onlyFields`. */
  readonly remark: string;
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
