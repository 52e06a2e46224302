import type { Address } from './address.ts';
import type { JsonObject, JsonValue } from './json/json-value.ts';

/** The actual state of a tenant, as read at one time, with ids. May come from a tenant, a file, or another definition. */
export interface Snapshot {
  /** The tenant's canonical domain, `acme.eu.auth0.com`. */
  readonly tenant: string;
  /** The client that tenon runs as, if the token tells: never touched. */
  readonly self?: string;
  readonly types: Readonly<Record<string, LiveType>>;
}

/** One type's resources, or why there are none to see. Unavailable is not empty. */
export type LiveType =
  | {
      readonly status: 'read';
      readonly resources: readonly LiveResource[];
      /** What of the type the tenant refuses to show. */
      readonly refused?: readonly RefusedPart[];
      /** What is missing in every one of the resources. */
      readonly hidden?: readonly HiddenFields[];
    }
  | ({ readonly status: 'unavailable' } & ReadRefusal);

export interface ReadRefusal {
  readonly reason: 'subscription' | 'scope' | 'disabled';
  readonly message: string;
  /** For want of a scope: those that would have shown it. */
  readonly scopes?: readonly string[];
}

/** Top-level fields that the API leaves out of its answers, without a word, for want of any one of these scopes: not empty, but not known. */
export interface HiddenFields {
  readonly scopes: readonly string[];
  readonly fields: readonly string[];
}

/** One of several resources, or a relation of one. */
export interface RefusedPart extends ReadRefusal {
  readonly address: Address;
  readonly relation?: string;
}

export interface LiveResource {
  readonly id: string;
  /** As the API gave it. */
  readonly body: JsonObject;
  /** Relation field → its items as the API gave them. Only the relations that were read. */
  readonly relations: Readonly<Record<string, readonly JsonValue[]>>;
  /** How many people have an account in it, where that was counted. */
  readonly users?: number;
}

/** Names of the fields of which nothing is known in any resource of the type. */
export const getHiddenFieldNames = (live: LiveType | undefined): ReadonlySet<string> =>
  new Set(live?.status === 'read' ? (live.hidden ?? []).flatMap(({ fields }) => fields) : []);

export const getLiveResources = (snapshot: Snapshot, type: string): readonly LiveResource[] => {
  const live = snapshot.types[type];
  return live?.status === 'read' ? live.resources : [];
};
