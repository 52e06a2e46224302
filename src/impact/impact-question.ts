import type { JsonObject, JsonValue } from '../model/json/json-value.ts';
import type { ImpactClass } from '../model/plan/impact.ts';

/** Before or after the plan. */
export type PlanSide = 'before' | 'after';

/** Which way a value moved. `any`: it changed, but neither side is more than the other. */
export type Direction = 'up' | 'down' | 'any';

export interface Movement {
  readonly direction: Direction;
  /** Set where nothing says which way the value moved: which of the two words then counts, unless there is one for `any`. */
  readonly ifUnknown?: 'worse' | 'milder';
}

/** The resources that refer to one. */
export interface Referrers {
  readonly list: readonly RelatedResource[];
  /** False: a type that may refer to it was not read, so there may be more. */
  readonly isComplete: boolean;
}

/** A resource and its surroundings, in the language of definitions: references as keys, relations as lists, secrets masked. */
export interface RelatedResource {
  readonly key: string;
  readonly fields: JsonObject;
  findReferrers(side: PlanSide): Referrers;
}

/** The resource that an operation changes. */
export interface ChangedResource {
  readonly key: string;
  /** Created by this plan. */
  readonly isNew: boolean;
  /** Absent: the resource does not exist before, or after, the plan. */
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  /** Lists the other resources of its type. */
  listSiblings(side: PlanSide): readonly JsonObject[];
  findReferrers: RelatedResource['findReferrers'];
}

/** What a predicate is asked about: one elementary change. */
export interface ImpactQuestion {
  /** As the schema names it; empty: the resource as a whole. */
  readonly field: string;
  readonly direction: Direction | 'created' | 'deleted';
  /** The value, or the list item. A secret is `(secret)`. */
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  readonly resource: ChangedResource;
}

export interface ImpactAnswer {
  readonly is: ImpactClass;
  readonly says: string;
  /** A danger of this very value, which is worth a line even where a new resource is set up. */
  readonly isDanger?: true;
}

/** Raises, replaces, specifies or silences (undefined) an answer. Pure; sees no secrets. */
export type ImpactPredicate = (question: ImpactQuestion, answer: ImpactAnswer | undefined) => ImpactAnswer | undefined;
