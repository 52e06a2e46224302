import type { ListEndpoint } from '../model/endpoint.ts';
import type { JsonObject, JsonValue } from '../model/json/json-value.ts';
import type { Schema } from '../schema/load-schema.ts';
import type { Activation, VersionList } from './vocabulary/activation.ts';
import type { DeployCliFacts } from './vocabulary/deploy-cli.ts';
import type {
  BulkCreate,
  CreationCondition,
  KeyedLookups,
  Lookup,
  Marker,
  RandomSecret,
  UserCount,
  WriteEndpoint,
} from './vocabulary/endpoints.ts';
import type { Registration } from './vocabulary/registration.ts';
import type { AttachedItemType, Relation } from './vocabulary/relation.ts';
import type { Scopes } from './vocabulary/scopes.ts';

// The rest of the vocabulary, so that the engine imports all of it from here.
export type { Activation, VersionList } from './vocabulary/activation.ts';
export type { DeployCliFacts, DirectoryFiles, ExclusionSetting } from './vocabulary/deploy-cli.ts';
export type {
  BulkCreate,
  KeyedLookup,
  KeyedLookups,
  Lookup,
  Marker,
  TargetCondition,
  UserCount,
} from './vocabulary/endpoints.ts';
export type { Registration } from './vocabulary/registration.ts';
export type { AttachedItemType, ItemList, Relation, RelationWrite, SubresourceList } from './vocabulary/relation.ts';
export type { ScopeNeed } from './vocabulary/scopes.ts';

/**
 * Everything the engine knows about a resource type: facts of the Management API as data. A literal in `types/` states only what differs
 * from the usual case; `defineResource` adds the rest.
 */
export type ResourceType = CollectionType | FixedPathType;

/** Resources with an id assigned by the tenant: one list, and each resource at `path/{id}`. The usual kind. */
export interface CollectionType extends ResourceTypeBase {
  readonly kind: 'collection';
  /** Member that holds the tenant's id of a resource: `client_id`. */
  readonly idField: string;
  /** Path of the collection, where `POST` creates: `/clients`. */
  readonly path: string;
  /** How all of them are read: the path, the paging, and the member of the answer that holds the items. */
  readonly list: ListEndpoint;
  /** The list omits fields, so every declared resource is read again at its own path: `flows`, `forms`. */
  readonly listsSummaries?: true;
  /** The list contains Auth0's defaults, which have no id until somebody changes them: `phoneTemplates`. They count as not created. */
  readonly listsDefaults?: true;
  /** The API has no `GET` for one resource, only the list: `guardianFactors`. */
  readonly listOnly?: true;
  /**
   * How one resource is found by its key without reading the list. Optional: without it, tenon reads the list. Worth having for types
   * with many resources: `{ path: '/roles', query: { name_filter: '{key}' }, envelope: 'roles' }`.
   */
  readonly lookup?: Lookup;
  /** Nobody lists these resources, because there can be millions of them: each is found by its key. `list` is never read. */
  readonly lookups?: KeyedLookups;
  /** Only some resources can be created, depending on what they refer to: users of databases. */
  readonly creatableWhere?: CreationCondition;
  /** A create that does not declare this field sends a random value, which the applier makes and nothing shows or keeps. */
  readonly randomSecret?: RandomSecret;
  /** Many new resources of one owner are created by import jobs. */
  readonly bulkCreate?: BulkCreate;
}

/** Resources at paths known in advance, without an id: settings that exist once per tenant, or one template per occasion. */
export interface FixedPathType extends ResourceTypeBase {
  readonly kind: 'placed';
  /** Path of one resource, with its key fields in braces: `/email-templates/{template}`. */
  readonly path: string;
  /** Query of every read: the email provider returns its settings only where `fields` asks for them. */
  readonly query?: Readonly<Record<string, string>>;
  /** Key values that paths spell differently: `{ botDetection: 'bot-detection' }`. */
  readonly pathSegments?: Readonly<Record<string, string>>;
  /** Complete paths, by key, of resources that don't follow `path`: `{ 'duo|duo': '/guardian/factors/duo/settings' }`. */
  readonly pathOverrides?: Readonly<Record<string, string>>;
  /** How a resource is created where reading it answers 404: the email provider. Absent: all of them always exist. */
  readonly create?: WriteEndpoint;
  /** There are too many to read them all (texts per prompt and language): an export contains only those the definition already declares. */
  readonly exportDeclaredOnly?: true;
  /** Keys that are second names of another resource, which an export leaves out: `sms|twilio` is the older name of `phone|twilio`. */
  readonly aliasKeys?: readonly string[];
  /**
   * Keys of resources that the API has no `GET` for: `push-notification|fcmv1`. No request reads them, an export leaves them out, and what is
   * declared is sent with `--resend` only. All their fields must be `writeOnly`.
   */
  readonly writeOnlyKeys?: readonly string[];
}

/** What every type has. */
interface ResourceTypeBase {
  /** The top-level YAML key, spelled as auth0-deploy-cli spells it: `clientGrants`. */
  readonly type: string;
  /** The JSON Schema of one resource, loaded when it is first used. */
  readonly schema: Schema;
  /** Name of the schema's file: `clientGrants`. */
  readonly schemaName: string;
  /** The schema of a type that a program added. It has no file and no validator that the build compiled. */
  readonly ownSchema?: Schema;
  /** One resource, as messages call it: `client grant`, `API`. */
  readonly noun: string;
  /**
   * The fields that identify a resource in a definition and form its address: `['name']`. Several fields form one key together:
   * `clientGrants/Storefront|https://api.acme.test/`. Empty where a tenant has only one.
   */
  readonly key: readonly string[];
  /** Whether the tenant rejects a second resource with the same key. Where it doesn't (clients), two of the same key need `$id`. */
  readonly unique: boolean;
  /** The tenant holds one resource at most: a declared one with another name means the existing one. `themes`, `phoneProviders`. */
  readonly singleton?: true;
  /** Where a definition declares the resources. Absent: as a list under the type's name. */
  readonly layout?: DefinitionLayout;
  /** Other top-level YAML keys for this type, with the fields that they imply: `databases` means `strategy: auth0`. */
  readonly aliases?: readonly TypeAlias[];
  /** What auth0-deploy-cli knows about the type: the files of its directory format, and settings that exclude resources. */
  readonly deployCli?: DeployCliFacts;
  /** Converts between the API's form of a resource and the declared one. Needed only where they differ: `triggers`. */
  readonly codec?: Codec;
  /** Values of fields that a definition leaves out. They count as declared: `{ deployed: true }`. */
  readonly definitionDefaults?: JsonObject;

  /**
   * The method of an update that replaces the whole resource, so that tenon sends all of it: mostly `PUT`, but `PATCH` for `pages`.
   * Absent: a `PATCH` with the changed fields only.
   */
  readonly replaceMethod?: 'PUT' | 'PATCH';
  /** The answer to an update repeats the request instead of showing the result, so it verifies nothing: `promptScreens`. */
  readonly answersWithRequest?: true;
  /** A second request that makes a write effective: actions are deployed. */
  readonly activation?: Activation;
  /** Where the published versions of a resource are listed. Needed where other types refer to a version: `actionModules`. */
  readonly versions?: VersionList;
  /**
   * An update may reset these fields of another type, of which the tenant has one. tenon sets them again right after:
   * `branding` resets the settings of `prompts`.
   */
  readonly resets?: { readonly type: string; readonly fields: readonly string[] };
  /** Some resources are created from a document elsewhere, by a request of their own: clients with an `external_client_id`. */
  readonly registration?: Registration;
  /** The API adds a new resource to this relation of all existing resources of `type`. tenon removes the links that nobody declared. */
  readonly autoLinks?: { readonly type: string; readonly relation: string };

  /** Lists behind endpoints of their own: the permissions of a role. */
  readonly relations: readonly Relation[];
  /** Parts that are created separately and held by their ids: the keys of a client. */
  readonly attached?: AttachedItemType;

  /**
   * Markers of Auth0's own resources, any of which is enough: `[{ is_system: true }]`. Definitions can refer to them, but tenon never
   * creates or deletes them.
   */
  readonly systemMarkers: readonly Marker[];
  /** The fields that the API lets a tenant change in a system resource, or members of them: `subject_type_authorization.user`. Absent: none. */
  readonly getEditableSystemFields?: (live: JsonObject) => readonly string[];
  /**
   * Markers of resources with a namespace of their own, such as the roles of an organization. They are never matched to a declared
   * resource, even if the name is the same, and never changed.
   */
  readonly foreignMarkers?: readonly Marker[];
  /**
   * Definitions refer to these resources but cannot declare them: something else creates them, and tenon only reads them: the groups of a
   * directory. The value says what creates them, as a noun phrase for messages.
   */
  readonly referenceOnly?: string;
  /** Member that names the client tenon runs as. Such a resource is never changed, so that tenon cannot lock itself out: `client_id`. */
  readonly selfField?: string;
  /** Resources that every tenant has under its own domain. In a definition made for another tenant, such a URL means this tenant's. */
  readonly tenantUrls?: { readonly field: string; readonly paths: readonly string[] };

  /** The scopes that reading and writing need. They also say what is possible: a type without `create` has a fixed set of resources. */
  readonly scopes: Scopes;
  /** Types whose resources must be deleted or changed first, because the API refuses to delete what they use: `triggers` for `actions`. */
  readonly deleteBlockedBy?: readonly string[];
  /** Types of which one resource must exist first, although no field refers to it: partials need a custom domain. */
  readonly requiresAny?: readonly string[];
  /** What a delete destroys besides the resource, as a noun phrase for the plan: `its versions`. Absent: the API cannot delete it. */
  readonly deleteLoses?: string;
  /** Query of a `DELETE`: `{ force: 'true' }`. */
  readonly deleteQuery?: Readonly<Record<string, string>>;
  /** How to count the users that a delete would destroy. Such a delete needs `--allow user-loss`. */
  readonly userCount?: UserCount;
}

/**
 * Where a definition declares the resources of a type. `yamlPath` contains member names from the top of the file; `{field}` matches any
 * name, which becomes the value of that key field: `['prompts', 'customText', '{language}', '{prompt}']`.
 */
export interface DefinitionLayout {
  readonly yamlPath: readonly string[];
  /** What is declared there: a list of resources, one resource as a map, or only the value of its one `field`. */
  readonly form: 'list' | 'map' | { readonly field: string };
  /** A second way to write an item of the list: further names, and the field that the value below them belongs to. */
  readonly nested?: { readonly yamlPath: readonly string[]; readonly field: string };
  /** The keys that belong to this type where several types share a list; the type without `onlyKeys` has all others. */
  readonly onlyKeys?: readonly string[];
}

/** Converts a resource between the API's form and the declared form. Bodies to encode may contain placeholders for ids and secrets. */
export interface Codec {
  /** Converts an answer of the API. Key fields that the path contains may be missing from the result. */
  readonly decode: (body: JsonValue, id: string) => JsonObject;
  /** Converts declared fields to a request body. */
  readonly encode: (body: JsonObject, id: string) => JsonValue;
  /** Adds fields that follow from the declared ones, so that a definition need not repeat them. */
  readonly addImpliedFields?: (fields: JsonObject) => JsonObject;
}

/** Another top-level YAML key for a type. `fields` are the values that the key implies, and never stated by its items. */
export interface TypeAlias {
  readonly type: string;
  readonly fields: Readonly<Record<string, JsonValue>>;
  /** What auth0-deploy-cli knows about this part of the type. */
  readonly deployCli?: DeployCliFacts;
}

/** Where a definition declares the resources of a type. */
export const getDefinitionLayout = ({ type, layout }: ResourceType): DefinitionLayout =>
  layout ?? { yamlPath: [type], form: 'list' };

/** Whether an update must contain the whole resource, not only what changes. */
export const isSentWhole = ({ replaceMethod }: ResourceType): boolean => replaceMethod !== undefined;

export const isCollection = (type: ResourceType): type is CollectionType => type.kind === 'collection';
