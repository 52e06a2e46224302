import type { ListEndpoint } from '../model/endpoint.ts';
import type { JsonObject, JsonValue } from '../model/json/json-value.ts';
import type { VersionMembers, WaitCondition } from '../model/plan/plan.ts';

/** The vocabulary of a resource type: facts of the Management API as data. The catalogue is a list of such literals. */
export type ResourceType = CollectionType | FixedPathType;

/** Resources that the tenant gives ids, listed together, each at `path/{id}`. */
export interface CollectionType extends ResourceTypeBase {
  readonly kind: 'collection';
  /** The field that holds the tenant's id. */
  readonly idField: string;
  /** Path of the collection; a resource is at `path/{id}`. */
  readonly path: string;
  readonly list: ListEndpoint;
  /** A list tells only summaries: what is declared is read one by one. */
  readonly listsSummaries?: true;
  /** Texts of Auth0's own are listed as well, without an id for as long as nobody changed them. */
  readonly listsDefaults?: true;
  /** None can be read by itself. */
  readonly listOnly?: true;
  /** Query that finds a resource by its key without reading the whole list; `{key}` stands for the key. */
  readonly lookup?: Lookup;
}

/** Resources that have a place of their own instead of an id: settings of which there is one, a template for each occasion. */
export interface FixedPathType extends ResourceTypeBase {
  readonly kind: 'placed';
  /** Path of one of them, with its key fields in braces: `/email-templates/{template}`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** How the value of a key field reads in the path, where it is not the same. */
  readonly pathSegments?: Readonly<Record<string, string>>;
  /** Paths of those, by key, that stand elsewhere than `path` says. */
  readonly pathOverrides?: Readonly<Record<string, string>>;
  /** How one is made where a read answers 404; where absent, all there can be are there from the start. */
  readonly create?: WriteEndpoint;
  /** Too many to read them all: an export has none of them, and says so. */
  readonly exportDeclaredOnly?: true;
  /** Keys that are other names of a resource that has one already: an export has it once. */
  readonly aliasKeys?: readonly string[];
}

/** What every type has. */
interface ResourceTypeBase {
  /** The top-level YAML key, spelt as auth0-deploy-cli spells it. */
  readonly type: string;
  /** One of them, in a sentence: `client`, `API`. */
  readonly noun: string;
  /** The fields that identify a resource in a definition. Several fields make one key together; none: there is only one. */
  readonly key: readonly string[];
  /** Whether the tenant allows only one resource of a key. Where it doesn't, two of the same key need `$id`. */
  readonly unique: boolean;
  /** Where its resources stand in a definition, where that is not as a list under the type's name. */
  readonly layout?: DefinitionLayout;
  /** How the API says what a definition says in other words. */
  readonly codec?: Codec;
  /** Fields that hold where the definition does not say otherwise. */
  readonly definitionDefaults?: JsonObject;
  /** `PUT` takes a whole resource; `PATCH`, the usual one, what changes. */
  readonly updateMethod?: 'PUT';
  /** A `PATCH` that takes a whole resource, too. */
  readonly patchReplacesWhole?: true;
  /** An update is answered with what it sent, not with the resource as it is then. */
  readonly answersWithRequest?: true;
  readonly activation?: Activation;
  /** Where versions of one are listed; absent where nothing refers to them. */
  readonly versions?: VersionList;
  readonly relations: readonly Relation[];
  /** Things of its own that its `x-attached` lists hold by their ids. */
  readonly attached?: AttachedItemType;
  /** Members that mark what belongs to Auth0 itself: `{ is_system: true }`. Any one of them is enough. It is changed in `systemFields` only. */
  readonly systemMarkers: readonly Marker[];
  /** Fields that the API lets one change in what belongs to Auth0 itself; absent: none. */
  readonly getEditableSystemFields?: (live: JsonObject) => readonly string[];
  /**
   * Members that mark what belongs to something else, under names of its own (a role that an organization owns). It is never matched and never
   * touched, whatever it is called.
   */
  readonly foreignMarkers?: readonly Marker[];
  /** A tenant has one of these at most, whatever it is called: a declared one under another name is the one that is there. */
  readonly singleton?: true;
  /** The member that names the client tenon runs as: that resource is never touched either. */
  readonly selfField?: string;
  readonly scopes: Scopes;
  /** Types whose resources keep one of this type, or an item of it, from being deleted for as long as they use it. */
  readonly deleteBlockedBy?: readonly string[];
  /** Types of which there must be some before the API takes one of this type, without any reference to them. */
  readonly requiresAny?: readonly string[];
  /** What is lost for good with a delete, in the words of a plan; absent where the API has no way to delete one. */
  readonly deleteLoses?: string;
  /** Added to a delete: `{ force: 'true' }`. */
  readonly deleteQuery?: Readonly<Record<string, string>>;
  /** Where people's accounts go with a delete: how they are counted. Such a delete needs a permission of its own. */
  readonly userCount?: UserCount;
  /** Other top-level YAML keys for resources of this type, with the fields they imply. */
  readonly aliases?: readonly TypeAlias[];
  /** An update here may reset fields of another type, of which there is one: they are set again right after. */
  readonly resets?: { readonly type: string; readonly fields: readonly string[] };
  /**
   * Resources that every tenant has under its own domain: the field that holds their URLs, and the paths of these. The URL of another
   * tenant's can only mean this tenant's own.
   */
  readonly tenantUrls?: { readonly field: string; readonly paths: readonly string[] };
  /** A create here adds the new resource to a relation of others by itself; the planner takes it out where it was not asked for. */
  readonly autoLinks?: { readonly type: string; readonly relation: string };
}

export interface WriteEndpoint {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
}

/**
 * Where resources stand in a definition: names from the top of the file down, `{field}` for any name, which is then the value of that
 * key field. There stands a list of them, or one as a map, or as the value of its one `field`.
 */
export interface DefinitionLayout {
  readonly yamlPath: readonly string[];
  readonly form: 'list' | 'map' | { readonly field: string };
  /** Another way to write an item of the list: names from there down, and the field that the last one's value is. */
  readonly nested?: { readonly yamlPath: readonly string[]; readonly field: string };
  /** Of several types in one list: which of its items are of this one, by their keys. The others are of the type that does not say. */
  readonly onlyKeys?: readonly string[];
}

/** The same resource in the words of the API and in those of a definition. Bodies to be written may hold placeholders. */
export interface Codec {
  /** What the API tells, as one would declare it. Key fields that stand in the path need not be in it. */
  readonly decode: (body: JsonValue, id: string) => JsonObject;
  /** What is declared, as the API takes it. */
  readonly encode: (body: JsonObject, id: string) => JsonValue;
  /** What a definition need not say because it follows from the rest. */
  readonly addImpliedFields?: (fields: JsonObject) => JsonObject;
}

/** A write takes effect only after another request, once the tenant is done with the first: code is built, and then deployed. */
export interface Activation {
  /** The field that says whether it has, and is declared to want it. Never sent. */
  readonly field: string;
  /** The live member that is there once anything of it has taken effect. */
  readonly activeMember: string;
  /** Absent where it can be made to take effect at once. */
  readonly waitUntil?: WaitCondition;
  readonly request: WriteEndpoint;
  /** Fields of the resource that are sent with it. */
  readonly bodyFields?: readonly string[];
  /** What the tenant must say of the resource first; somebody else's work brings it there. */
  readonly prerequisite?: { readonly member: string; readonly is: string; readonly hint: string };
  /** One resource of the type is in effect at a time: the last one that was put there. */
  readonly exclusive?: true;
}

/** The published versions of a resource, in one answer: what refers to one by its number is sent its id (`x-version-of`). */
export interface VersionList extends VersionMembers {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The live member of the resource that holds the number of the newest one. */
  readonly latestNumberField: string;
}

/** `'*'` stands for any value. */
export type Marker = Readonly<Record<string, JsonValue>>;

export interface TypeAlias {
  readonly type: string;
  readonly fields: Readonly<Record<string, JsonValue>>;
}

/** A search for the users of one resource; `{key}` in the query stands for its key. `total` names the member that counts all of them. */
export interface UserCount {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly totalField: string;
  /** Any one of them shows the users. */
  readonly scopes: readonly string[];
}

export interface Lookup {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** As in a list; absent where the answer is the resource itself (404: none). */
  readonly envelope?: string;
}

/** A list behind an endpoint of its own. */
export interface SubresourceList {
  /** What it is called among what was read of a resource. */
  readonly field: string;
  readonly noun: string;
  readonly list: ListEndpoint;
  readonly scopes: Scopes;
  /** Members of a live resource that has such a list at all: `{ strategy: 'google-apps' }`. Of others it is not read. */
  readonly appliesTo?: Marker;
}

/**
 * Things that a resource owns, declared whole in the lists that attach them: keys of a client. One is made by `POST` to the list's path and
 * is at `{list}/{item}`; it counts only while it is attached, and goes only while it is not.
 */
export interface AttachedItemType extends SubresourceList {
  /** How many there can be. */
  readonly limit: number;
  /** Members that a `PATCH` changes. Whatever else differs makes it another one. */
  readonly updatableFields: readonly string[];
  /** Members that tell one from another, the best first. */
  readonly identityFields: readonly string[];
  /** Members that are never shown again; and the one that takes their place where it is shown. */
  readonly hiddenFields: readonly string[];
  readonly shownInstead: string;
  /** What the API tells of a declared one in place of what it hides; undefined where that can't be right. */
  readonly computeShown: (item: JsonObject) => JsonObject | undefined;
}

/**
 * A list owned by a resource that the API keeps behind an endpoint of its own. Its items as declared are described by the schema.
 * On the wire an item is an object; `itemField` names the member that holds a scalar item, `wire` renames declared members.
 */
export interface Relation extends SubresourceList {
  /** There is one at most: declared as an object, not as a list of one. */
  readonly singleItem?: true;
  readonly itemField?: string;
  readonly wireNames?: Readonly<Record<string, string>>;
  /** The wire member that identifies an item in paths (`{item}`): `connection_id`, `id`. */
  readonly itemIdField?: string;
  readonly add: RelationWrite;
  readonly remove: RelationWrite;
  /** How the settings of an existing link change; absent where a link has none. */
  readonly change?: RelationWrite;
}

/** `shape`: `one` request an item whose body is the item, `none` without a body, `array` a bare array, `{member}` an array under that name. */
export interface RelationWrite {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly bodyShape: 'one' | 'none' | 'array' | { readonly member: string };
  /** How many items one request takes at most; 1 for `one` and `none`. */
  readonly batchSize: number;
  /** Members added to every item: `{ status: true }`. */
  readonly extraMembers?: Readonly<Record<string, JsonValue>>;
  /** Items are sent as this one member of theirs, not as objects. */
  readonly bareField?: string;
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
export const defineResource = (type: ResourceType): ResourceType => type;

/** Where the resources of a type stand: most types as a list under their name. */
export const getDefinitionLayout = ({ type, layout }: ResourceType): DefinitionLayout =>
  layout ?? { yamlPath: [type], form: 'list' };

/** An update takes the whole resource, not only what changes. */
export const isSentWhole = ({ updateMethod: update, patchReplacesWhole: patchesWhole }: ResourceType): boolean =>
  update === 'PUT' || patchesWhole === true;

export const isCollection = (type: ResourceType): type is CollectionType => type.kind === 'collection';
