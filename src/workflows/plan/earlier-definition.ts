import type { Loaded } from '../../loader/load-definition.ts';
import type { Plan } from '../../model/plan/plan.ts';

/** The definition at an earlier revision, and its plan against the same snapshot. */
export interface EarlierDefinition {
  readonly revision: string;
  readonly loaded: Loaded;
  readonly plan: Plan;
}
