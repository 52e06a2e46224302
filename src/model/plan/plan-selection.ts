import type { Address } from '../address.ts';

/** What a plan is limited to (`--only`). */
export interface PlanSelection {
  /** The addresses and address patterns, as given. */
  readonly only: readonly string[];
  /** Resources that the selected ones need first, and that are therefore part of the plan. */
  readonly required: readonly Address[];
  /** Declared resources that are not part of the plan, whether they differ or not. */
  readonly leftOut: readonly LeftOutResources[];
}

/** Declared resources of one type that a plan leaves out. */
export interface LeftOutResources {
  readonly type: string;
  readonly count: number;
  /** The keys of the first ones in alphabetical order, at most `LEFT_OUT_NAMES`. */
  readonly names: readonly string[];
}

export const LEFT_OUT_NAMES = 20;
