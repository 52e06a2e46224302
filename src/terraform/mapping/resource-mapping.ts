import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';

/** What a resource of Terraform's provider is in a definition: one part or several, or nothing and why. */
export type ResourceMapping = readonly MappedPart[] | { readonly untaken: string };

export type MappedPart = MappedResource | MappedItems;

/**
 * Attributes that form a resource. Names that differ only in case, `_` and `-` need no entry: `sign_in_endpoint` is `signInEndpoint`. Paths
 * are names joined by dots; a block that Terraform keeps as a list of one is entered like an object.
 */
export interface MappedResource {
  readonly kind: 'resource';
  /** The type in a definition: `clients`. */
  readonly type: string;
  /** The attribute that holds it: `brute_force_protection`. Absent: the resource itself, without what other parts take. */
  readonly from?: string;
  /** The field that takes the value of `from`, if that is not an object with all fields. */
  readonly field?: string;
  /** Values that follow from where they are declared: `{ name: 'otp' }`. */
  readonly fields?: JsonObject;
  /** Path of an attribute → path of the field, where the names differ. */
  readonly rename?: Readonly<Record<string, string>>;
  /** A member of the resource that takes the attributes that the resource itself does not have: `options`. */
  readonly hoistInto?: string;
  /** Values that the API spells differently, by path of the attribute. `null`: not set. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  /** Paths of attributes that only Terraform has, or that the API computes. */
  readonly ignored?: readonly string[];
}

/** Attributes that form items of a list of another resource: permissions of a role. */
export interface MappedItems {
  readonly kind: 'items';
  /** The type of the other resource. */
  readonly type: string;
  /** Its list: `permissions`. */
  readonly field: string;
  /** The attribute that names the other resource: by its id, or by the field `ownerField`. */
  readonly owner: string;
  readonly ownerField?: string;
  /** The attribute that lists the items. Absent: the resource is one item, added to whatever else the list has. */
  readonly list?: string;
  /** Member of an item, as the API returns it → attribute. A text instead: items are plain values and become this member. */
  readonly item: Readonly<Record<string, string>> | string;
}
