import type { ListEndpoint } from '../model/endpoint.ts';
import type { JsonValue } from '../model/json.ts';

/** The vocabulary of a resource type: facts of the Management API as data. The catalogue is a list of such literals. */
export interface ResourceType {
  /** The top-level YAML key, spelt as auth0-deploy-cli spells it. */
  readonly type: string;
  /** One of them, in a sentence: `client`, `API`. */
  readonly noun: string;
  /** The fields that identify a resource in a definition. Several fields make one key together. */
  readonly key: readonly string[];
  /** The field that holds the tenant's id. */
  readonly id: string;
  /** Whether the tenant allows only one resource of a key. Where it doesn't, two of the same key need `$id`. */
  readonly unique: boolean;
  /** Path of the collection; a resource is at `path/{id}`. */
  readonly path: string;
  readonly list: ListEndpoint;
  /** Query that finds a resource by its key without reading the whole list; `{key}` stands for the key. */
  readonly lookup?: Lookup;
  readonly relations: readonly Relation[];
  /** Members that mark what belongs to Auth0 itself and is never touched: `{ global: true }`. Any one of them is enough. */
  readonly system: readonly Marker[];
  /** The member that names the client tenon runs as: that resource is never touched either. */
  readonly self?: string;
  readonly scopes: Scopes;
  /** Types whose resources keep one of this type, or an item of it, from being deleted for as long as they use it. */
  readonly heldBy?: readonly string[];
  /** What is lost for good with a delete, in the words of a plan. */
  readonly loses: string;
  /** Other top-level YAML keys for resources of this type, with the fields they imply. */
  readonly aliases?: readonly Alias[];
  /**
   * Resources that every tenant has under its own domain: the field that holds their URLs, and the paths of these. The URL of another
   * tenant's can only mean this tenant's own.
   */
  readonly ofTenant?: { readonly field: string; readonly paths: readonly string[] };
  /** A create here adds the new resource to a relation of others by itself; the planner takes it out where it was not asked for. */
  readonly joins?: { readonly type: string; readonly relation: string };
}

export type Marker = Readonly<Record<string, JsonValue>>;

export interface Alias {
  readonly type: string;
  readonly fields: Readonly<Record<string, JsonValue>>;
}

export interface Lookup {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** As in a list; absent where the answer is the resource itself (404: none). */
  readonly envelope?: string;
}

/**
 * A list owned by a resource that the API keeps behind an endpoint of its own. Its items as declared are described by the schema.
 * On the wire an item is an object; `itemField` names the member that holds a scalar item, `wire` renames declared members.
 */
export interface Relation {
  readonly field: string;
  readonly noun: string;
  readonly list: ListEndpoint;
  readonly itemField?: string;
  readonly wire?: Readonly<Record<string, string>>;
  /** The wire member that identifies an item in paths (`{item}`): `connection_id`, `id`. */
  readonly itemId?: string;
  readonly add: RelationWrite;
  readonly remove: RelationWrite;
  /** How the settings of an existing link change; absent where a link has none. */
  readonly change?: RelationWrite;
  readonly scopes: Scopes;
}

/** `shape`: `one` request an item whose body is the item, `none` without a body, `array` a bare array, `{member}` an array under that name. */
export interface RelationWrite {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly shape: 'one' | 'none' | 'array' | { readonly member: string };
  /** How many items one request takes at most; 1 for `one` and `none`. */
  readonly batch: number;
  /** Members added to every item: `{ status: true }`. */
  readonly extra?: Readonly<Record<string, JsonValue>>;
  /** Items are sent as this one member of theirs, not as objects. */
  readonly bare?: string;
}

/** Scopes by what is done. Each entry is needed; where any of several does, they are given as one array. */
export interface Scopes {
  readonly read: readonly ScopeNeed[];
  readonly create?: readonly ScopeNeed[];
  readonly update?: readonly ScopeNeed[];
  readonly delete?: readonly ScopeNeed[];
}

export type ScopeNeed = string | readonly string[];

/** Keeps a literal's own type checked without widening it. */
export const defineResource = (definition: ResourceType): ResourceType => definition;
