import type { ListEndpoint } from '../../model/endpoint.ts';
import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';
import type { Marker } from './endpoints.ts';
import type { Scopes } from './scopes.ts';

/** A list of a resource that the API keeps behind a separate endpoint. */
export interface SubresourceList {
  /** The field of the resource that declares it: `permissions`. */
  readonly field: string;
  /** One item, as messages call it: `enabled client`. */
  readonly noun: string;
  /** In its path, `{id}` is the id of the resource; any other name in braces is a field of the resource: `{organization}`. */
  readonly list: ListEndpoint;
  readonly scopes: Scopes;
  /** Where the API lists the items of all resources together. Saves one read per resource where many are read. */
  readonly listAll?: TenantWideList;
  /** Resources that have this list, if not all do: `{ strategy: 'google-apps' }`. On others, declaring it is an error. */
  readonly appliesTo?: Marker;
}

/** The items of one relation of all resources: the SCIM configurations of all connections. They look as they do in the relation itself. */
export interface TenantWideList {
  readonly list: ListEndpoint;
  /** Member that holds the id of the resource that an item belongs to: `connection_id`. */
  readonly ownerField: string;
}

/**
 * The links of a relation from the side of its items: the organizations of a client grant. Read instead of the relation's own list where that
 * takes fewer requests. Only for items without settings, because an entry of this list shows who has the item and nothing of the link.
 */
export interface ItemSideList {
  /** Its entries are the resources that have the item. `{item}` in its path is the id of the item: `/client-grants/{item}/organizations`. */
  readonly list: ListEndpoint;
  /** Members of items for which the list may not show every resource. Where there is such an item, the list is not used. */
  readonly notWith?: Marker;
  /** Most resources have most items, so that pages are expected to be full: the tenant enables every connection for a new client. */
  readonly isDense?: true;
}

/** Items that the request which creates a resource can contain: the `enabled_connections` of a new organization. They save a request each. */
export interface CarriedItems {
  /** Member of the request's body that lists the items, and of an answer that confirms them. */
  readonly member: string;
  /** Members that an item can have there, as sent. An item with another one is added afterwards. */
  readonly itemMembers: readonly string[];
  /** Maximum number of items. The others are added afterwards. */
  readonly limit: number;
}

/**
 * A list whose items are added, changed and removed one by one or in batches, by separate requests: the permissions of a role.
 * The schema describes an item as declared. On the wire an item is an object.
 */
export interface Relation extends SubresourceList {
  /** There is at most one item, declared as an object instead of a list: the SCIM configuration of a connection. */
  readonly singleItem?: true;
  /**
   * Names that a single item is declared under, but that its endpoint has in the path: `['en', 'get-started']` for texts declared as
   * `customText: { en: { get-started: { … } } }`.
   */
  readonly declaredUnder?: readonly string[];
  /** Items are declared as strings; the API takes each as an object with this one member: `client_id`. */
  readonly itemField?: string;
  /**
   * Declared members that the API calls something else, as declared name → wire name: `{ name: 'connection_id' }`. A dot leads into an
   * object: `{ email: 'invitee.email' }`.
   */
  readonly wireNames?: Readonly<Record<string, string>>;
  /** Wire member that identifies a live item, and `{item}` in paths: `connection_id`. */
  readonly itemIdField?: string;
  /** Where the API also lists the links from the side of the items. Items are other resources and need an `itemIdField`. */
  readonly listByItem?: ItemSideList;
  /** Set where the create of the resource takes items as well. Items need an `itemIdField`. */
  readonly inCreate?: CarriedItems;
  /**
   * Another relation of the resource, without which this one cannot be written: it is set before items are added, and changed or removed
   * after items are removed.
   */
  readonly requiresRelation?: string;
  /**
   * Where others may write the same items from the items' side, with the id of the resource in the body: `/groups/{item}/roles`. tenon only
   * recognizes such writes in the tenant's log.
   */
  readonly alsoWrittenAt?: string;
  /**
   * Items are people, who also come and go without the definition. Listed ones are ensured; the others are only counted, and removed only
   * where `reconcile.prune` names `<type>/<field>`. They are neither exported nor backed up. Items need an `itemIdField`.
   */
  readonly keepsUndeclared?: true;
  /**
   * The API cannot change an item: one that differs is removed and added again, and an expired one (`list.expiresAt`) as well. Other expired
   * items do not count at all.
   */
  readonly replacesChanged?: true;
  /**
   * A declared item is not added where another relation of the resource has an item with the same value: nobody who is a member has to be
   * invited. `field` is the member of the declared item, `otherField` that of the other relation's live item and of the resources that its
   * declared items refer to.
   */
  readonly satisfiedBy?: { readonly relation: string; readonly field: string; readonly otherField: string };
  /** Adding an item makes Auth0 mail the person that it is about, unless this member of it is false. */
  readonly mailsUnless?: string;
  /** A repeated request adds a second item, so that after a lost answer the list has to show whether there is a first one. */
  readonly addsTwice?: true;
  /** Lists inside an item that are written by requests of their own: the roles of a member. */
  readonly itemLists?: readonly ItemList[];
  readonly add: RelationWrite;
  readonly remove: RelationWrite;
  /** Changes the settings of an existing item; a `PUT` sends all of them. Absent: an item has nothing that could change. */
  readonly change?: RelationWrite;
}

/**
 * A list of other resources inside an item of a relation. Several can be parts of one list of the API: then each has the resources of the
 * type that its schema refers to, and resources of no such type are left alone.
 */
export interface ItemList {
  /** The member of a declared item: `roles`. */
  readonly field: string;
  /** The member of a live item, which lists objects. */
  readonly wireField: string;
  /** The member of each of these objects that is the resource's id. */
  readonly idField: string;
  /** Sends ids. `{item}` in its path is the id of the item. */
  readonly add: RelationWrite;
  readonly remove: RelationWrite;
}

/** A request that writes items of a relation. */
export interface RelationWrite {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As the path of the list. `{item}` is the id of the item; a member of the item, as it is sent, comes before a field of the resource. */
  readonly path: string;
  /**
   * The body: `one` item, `none` at all, a bare `array` of items, or an object with the array as its `member`. `ownerMember`: the link is
   * written from the item's side, so the body names the resource: `{ roles: [its id] }`.
   */
  readonly bodyShape: 'one' | 'none' | 'array' | { readonly member: string } | { readonly ownerMember: string };
  /** Maximum number of items in one request; 1 for `one`, `none` and `ownerMember`. */
  readonly batchSize: number;
  /** Converts an item where this request takes it in another form: with a `status`, or as its bare id. */
  readonly encodeItem?: (item: JsonObject) => JsonValue;
}

/**
 * Resources that exist only as parts of another one and are declared, whole, in its `x-attached` lists: the keys of a client. The API
 * creates one by `POST` to `list.path` and keeps it at `{list.path}/{item}`. A new one has no effect until the owner's list holds its id,
 * and only one that no list holds can be deleted.
 */
export interface AttachedItemType extends SubresourceList {
  /** Maximum number per owner. */
  readonly limit: number;
  /** Members that a `PATCH` can change. A difference in any other member means a different item. */
  readonly updatableFields: readonly string[];
  /** Members that identify an item, the most reliable first: `kid`, `thumbprint_sha256`. */
  readonly identityFields: readonly string[];
  /** Declared members that the API never returns: `pem`. */
  readonly hiddenFields: readonly string[];
  /** The member that the API returns in place of a hidden one. */
  readonly shownInstead: string;
  /** Computes what the API will return in place of the hidden members of a declared item. Undefined: the declared value is invalid. */
  readonly computeShown: (item: JsonObject) => JsonObject | undefined;
}
