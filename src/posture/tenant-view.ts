import type { Address } from '../model/address.ts';
import type { JsonObject } from '../model/json/json-value.ts';

/** A tenant as rules and policies see it: values in the language of definitions, with references as keys and secrets masked. */
export interface TenantView {
  /** Resources by type. A type that was neither read nor declared is absent. */
  readonly types: Readonly<Record<string, readonly ViewedResource[]>>;
}

export interface ViewedResource {
  readonly type: string;
  readonly key: string;
  readonly address: Address;
  /** Created by the plan. */
  readonly isNew: boolean;
  /**
   * The effective fields (declared, else live, else the API's default), with relations as lists, each item as a definition writes it: a key, or
   * an object.
   */
  readonly fields: JsonObject;
  /** Top-level fields and relations that the definition states. */
  readonly stated: ReadonlySet<string>;
}
