import type { JsonValue } from '../model/json/json-value.ts';
import type { ImpactClass } from '../model/plan/impact.ts';

/** What a change does, and one sentence that says so. */
export type ImpactWord = readonly [is: ImpactClass, says: string];

/** The keyword `x-impact`: what changes of a field, or of a resource as a whole, do to security and access. */
export interface ImpactKeyword {
  /** A number grows, `false` becomes `true`, an item comes into a list, a value rises in `order`, an unset field is set. */
  readonly up?: ImpactWord;
  readonly down?: ImpactWord;
  /** A change without a direction: text, code, another order, two values of the same rank. */
  readonly any?: ImpactWord;
  /** The resource is created or deleted. Only at the root of a schema. */
  readonly created?: ImpactWord;
  readonly deleted?: ImpactWord;
  /** Values from the weakest or narrowest up. An inner list is one rank. */
  readonly order?: readonly JsonValue[];
  /** Names of predicates that refine the answer, in the order in which they are asked. */
  readonly when?: readonly string[];
}
