import type { Address } from './address.ts';
import type { JsonObject, JsonValue } from './json/json-value.ts';

/** The actual state of a tenant at one time, with ids. May come from a tenant, a file, or another definition. */
export interface Snapshot {
  /** The tenant's canonical domain, `acme.eu.auth0.com`. */
  readonly tenant: string;
  /** Client ID that tenon runs as, if the token contains it. tenon never changes this client. */
  readonly self?: string;
  readonly types: Readonly<Record<string, LiveType>>;
}

/** The resources of one type, or why they could not be read: unavailable is not the same as empty. */
export type LiveType =
  | {
      readonly status: 'read';
      readonly resources: readonly LiveResource[];
      /** Resources and relations that could not be read. */
      readonly refused?: readonly RefusedPart[];
      /** Fields that are missing from every resource. */
      readonly hidden?: readonly HiddenFields[];
    }
  | ({ readonly status: 'unavailable' } & ReadRefusal);

export interface ReadRefusal {
  readonly reason: 'subscription' | 'scope' | 'disabled';
  readonly message: string;
  /** If `reason` is `scope`: the scopes of which the token needs one. */
  readonly scopes?: readonly string[];
}

/** Top-level fields that the API silently omits if the token has none of these scopes. Their values are unknown, not empty. */
export interface HiddenFields {
  readonly scopes: readonly string[];
  readonly fields: readonly string[];
}

/** A resource that could not be read, or a relation of a resource. */
export interface RefusedPart extends ReadRefusal {
  readonly address: Address;
  readonly relation?: string;
}

export interface LiveResource {
  readonly id: string;
  /** The key that it was found by, for resources that are found one by one. Absent: its fields form the key. */
  readonly key?: string;
  /** The resource as the API returned it. */
  readonly body: JsonObject;
  /** Relation field → its items as the API returned them. Contains only relations that were read. */
  readonly relations: Readonly<Record<string, readonly JsonValue[]>>;
  /** Number of user accounts in the resource, if counted. */
  readonly users?: number;
}

/** Returns the names of the fields that are unknown in every resource of the type. */
export const getHiddenFieldNames = (live: LiveType | undefined): ReadonlySet<string> =>
  new Set(live?.status === 'read' ? (live.hidden ?? []).flatMap(({ fields }) => fields) : []);

export const getLiveResources = (snapshot: Snapshot, type: string): readonly LiveResource[] => {
  const live = snapshot.types[type];
  return live?.status === 'read' ? live.resources : [];
};
