import type { Address } from '../address.ts';
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import type { Pointer } from '../json/pointer.ts';
import type { FilePlace } from '../problem/problem.ts';

/** The desired state: files merged, substituted and validated. References still hold keys. Secret values are in clear, in memory only. */
export interface Definition {
  /** What the files speak of, in the order of the files. A type that is absent is none of our business. */
  readonly declared: readonly DeclaredType[];
  readonly resources: readonly DeclaredResource[];
  readonly policy: Policy;
  /** Domain of the tenant that the files were made for, where auth0-deploy-cli's config file names it: URLs of it mean those of any tenant. */
  readonly madeFor?: string;
  /** SHA-256 over the meaning (not the layout) of all of the above, secrets by their source and not by their value. */
  readonly digest: string;
}

/** A type that the files name. `only` narrows it: auth0-deploy-cli's `databases` are the connections of strategy `auth0`. */
export interface DeclaredType {
  readonly type: string;
  readonly only?: Readonly<Record<string, JsonValue>>;
  /** What of it is none of our business all the same. */
  readonly except?: readonly ExclusionRule[];
}

/** Resources of which a field has one of these values or, with `others`, none of them. */
export interface ExclusionRule {
  readonly field: string;
  readonly values: readonly JsonValue[];
  readonly others?: true;
  /** Only among resources with these fields; only among those without. */
  readonly of?: Readonly<Record<string, JsonValue>>;
  readonly notOf?: readonly Readonly<Record<string, JsonValue>>[];
}

export interface DeclaredResource {
  readonly type: string;
  readonly key: string;
  readonly address: Address;
  /** What is declared, without relations and directives. `null` means: unset it. */
  readonly fields: JsonObject;
  /** Relation field → its whole list, as written. A relation that is absent is left alone. */
  readonly relations: Readonly<Record<string, readonly JsonValue[]>>;
  /** `$renamed_from`: the key under which the tenant may still have it. */
  readonly renamedFrom?: string;
  /** `$id`: which of several resources with this key is meant. */
  readonly pinnedId?: string;
  /** Values that came from a secret source or stand in a secret field, by their place in `fields`. */
  readonly secrets: Readonly<Record<Pointer, SecretSource>>;
  /** Where it is declared. */
  readonly origin: FilePlace;
}

/** Where a secret value comes from, so that it can be had again without the plan holding it. */
export type SecretSource =
  /** A text with `${secret:NAME}`, `${env:NAME}` … in it, to be substituted again. */
  | { readonly kind: 'template'; readonly template: string }
  /** Written in the file itself: only the definition can give it again. */
  | { readonly kind: 'literal' };

/** `reconcile:` in the definition. */
export interface Policy {
  /** Refuses any other tenant. */
  readonly tenant?: string;
  /** Types whose undeclared resources are deleted. */
  readonly prune: readonly string[];
  /** Address patterns that no plan may change. */
  readonly protect: readonly string[];
  /** Fields that are not compared: an address pattern, a slash, a field path (all clients' `logo_uri`). */
  readonly ignore: readonly string[];
  readonly limits: Limits;
}

/** How much of a type one plan may touch. */
export interface Limits {
  readonly delete: Limit;
  readonly update: Limit;
}

export type Limit = { readonly kind: 'share'; readonly percent: number } | { readonly kind: 'count'; readonly count: number };

export const DEFAULT_POLICY: Policy = {
  prune: [],
  protect: [],
  ignore: [],
  limits: { delete: { kind: 'share', percent: 50 }, update: { kind: 'share', percent: 100 } },
};
