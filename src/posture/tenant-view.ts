import type { Address } from '../model/address.ts';
import type { JsonObject } from '../model/json/json-value.ts';

/** A tenant as rules and policies see it: values in the language of definitions, with references as keys and secrets masked. */
export interface TenantView {
  /** Resources by type. A type that was neither read nor declared is absent. */
  readonly types: Readonly<Record<string, readonly ViewedResource[]>>;
  /** Types of which only a part was read or declared, so that an absence means nothing. */
  readonly incomplete: ReadonlySet<string>;
  /** Top-level fields by type that the token may not see: their values are unknown, not absent. */
  readonly hidden: Readonly<Record<string, ReadonlySet<string>>>;
}

export interface ViewedResource {
  readonly type: string;
  readonly key: string;
  readonly address: Address;
  /** Created by the plan. */
  readonly isNew: boolean;
  /** The application that tenon runs as, or a resource that belongs to it. */
  readonly isSelf: boolean;
  /**
   * The effective fields (declared, else live, else the API's default), with relations as lists, each item as a definition writes it: a key, or
   * an object.
   */
  readonly fields: JsonObject;
  /** Top-level fields and relations that the definition states. */
  readonly stated: ReadonlySet<string>;
}
