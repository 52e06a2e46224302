import type { Address } from '../address.ts';
import type { JsonObject, JsonValue } from '../json/json-value.ts';
import type { Pointer } from '../json/pointer.ts';
import type { Severity } from '../plan/finding.ts';
import type { ImpactClass } from '../plan/impact.ts';
import type { Outcome } from '../plan/outcome.ts';
import type { FilePlace, Problem } from '../problem/problem.ts';

/** The desired state: files merged, substituted and validated. References hold keys. Secret values are in plain text, in memory only. */
export interface Definition {
  /** The types that the files name, in the order of the files. tenon ignores every other type. */
  readonly declared: readonly DeclaredType[];
  readonly resources: readonly DeclaredResource[];
  /** Resources that the tenant must not have (`$absent: true`). Their `fields` are their key. */
  readonly absent: readonly DeclaredResource[];
  readonly policy: Policy;
  /** Domain that auth0-deploy-cli's config file names. URLs under it are replaced with those of the tenant that is being planned. */
  readonly madeFor?: string;
  /** SHA-256 of the content above, independent of file layout. A secret counts by its source, not by its value. */
  readonly digest: string;
}

/** A type that the files name. `only` narrows it: auth0-deploy-cli's `databases` are the connections with strategy `auth0`. */
export interface DeclaredType {
  readonly type: string;
  readonly only?: Readonly<Record<string, JsonValue>>;
  /** Resources of the type that tenon ignores. */
  readonly except?: readonly ExclusionRule[];
}

/** Excludes resources whose `field` has one of these values or, with `others`, none of them. */
export interface ExclusionRule {
  readonly field: string;
  readonly values: readonly JsonValue[];
  readonly others?: true;
  /** Applies only to resources with all of these field values. */
  readonly of?: Readonly<Record<string, JsonValue>>;
  /** Does not apply to resources with all values of one of these. */
  readonly notOf?: readonly Readonly<Record<string, JsonValue>>[];
}

export interface DeclaredResource {
  readonly type: string;
  readonly key: string;
  readonly address: Address;
  /** The declared fields, without relations and directives. `null` unsets a field. */
  readonly fields: JsonObject;
  /** Relation field → its complete list, as written. A relation that is absent is not changed. */
  readonly relations: Readonly<Record<string, readonly JsonValue[]>>;
  /** `$renamed_from`: the former key, under which the tenant may still have the resource. */
  readonly renamedFrom?: string;
  /** `$id`: the tenant's id, which selects one of several resources with the same key. */
  readonly pinnedId?: string;
  /** Ids or keys of items, by relation, that are removed although the relation keeps undeclared ones. Only a rollback has them. */
  readonly removedItems?: Readonly<Record<string, readonly string[]>>;
  /** `$welcome`: the resource gets a ticket when it is created, with these members in its request. */
  readonly welcome?: JsonObject;
  /** Values from a secret source or in a secret field, by their place in `fields`. */
  readonly secrets: Readonly<Record<Pointer, SecretSource>>;
  /** Where the resource is declared. */
  readonly origin: FilePlace;
}

/** Where a secret value comes from. Apply resolves it again, so a plan never contains the value. */
export type SecretSource =
  /** A string that contains `${secret:NAME}`, `${env:NAME}` and the like, to be substituted again. */
  | { readonly kind: 'template'; readonly template: string }
  /** Written in the file itself: only the definition can provide it again. */
  | { readonly kind: 'literal' };

/** Looks up a secret of a declared resource. `liveId` is the tenant's id: it selects among resources that share an address. */
export type SecretResolver = (address: Address, pointer: Pointer, liveId?: string) => Outcome<JsonValue, Problem>;

/** The `reconcile:` section of the definition. */
export interface Policy {
  /** Domain of the only tenant that this definition may be applied to. */
  readonly tenant?: string;
  /** Types whose undeclared resources are deleted. */
  readonly prune: readonly string[];
  /** Address patterns of resources that no plan may change. */
  readonly protect: readonly string[];
  /** Patterns of fields that are not compared: an address pattern, a slash and a field path. */
  readonly ignore: readonly string[];
  readonly limits: Limits;
  /** What the tenant is for. Decides how serious a finding is. */
  readonly environment: TenantEnvironment;
  /** `regulated`: rules for regulated industries apply as well. */
  readonly profile?: 'regulated';
  /** Severities that replace those of posture rules. Undefined: none. */
  readonly rules?: readonly RuleSeverity[];
  /** Impacts that a plan may have only if they are permitted with `--allow`. */
  readonly approvals: readonly ImpactClass[];
  /** Findings that are accepted, each with a reason. */
  readonly accept: readonly AcceptedFinding[];
  /** The user's own rules, in the order of the files. */
  readonly policies: readonly PolicyRule[];
}

export const TENANT_ENVIRONMENTS = ['production', 'staging', 'development'] as const;
export type TenantEnvironment = (typeof TENANT_ENVIRONMENTS)[number];

/** A member of `reconcile.rules`: how serious a posture rule is here. */
export interface RuleSeverity {
  readonly rule: string;
  readonly severity: Severity | 'off';
  readonly origin: FilePlace;
}

/** An item of `reconcile.accept`: findings of `rule` on resources that match `address` are shown but do not count, until a day has passed. */
export interface AcceptedFinding {
  readonly rule: string;
  /** An address or address pattern. */
  readonly address: string;
  readonly reason: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly origin: FilePlace;
}

/** An item of `reconcile.policies`. */
export interface PolicyRule {
  readonly id: string;
  readonly effect: 'refuse' | 'warn';
  /** A condition in CEL: where it holds, the plan is refused or the user warned. */
  readonly when: string;
  /** The message for the user. */
  readonly says?: string;
  /** Where the expression is written. */
  readonly origin: FilePlace;
}

/** A part of a policy's condition, as offsets in its text. */
export interface ExpressionPart {
  readonly start: number;
  readonly end: number;
}

/** How many resources of a type one plan may delete or update. */
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
  environment: 'production',
  approvals: [],
  accept: [],
  policies: [],
};
