import type { CelFunction } from '../cel-function.ts';

/** A function of ours, which `docs/rules.md` lists. */
export interface DocumentedFunction extends CelFunction {
  /** What it answers, in a sentence. */
  readonly about: string;
}
