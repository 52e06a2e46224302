import { createHmac } from 'node:crypto';
import { toCanonicalJson, toPlainJson } from '../../model/json/json-value.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { RestoreDestination } from './restore-destination.ts';

/** A plan as it lies in a file: with when and from what it was made, and a seal over all of it. */
export interface SavedPlan {
  readonly format: typeof SAVED_PLAN_FORMAT;
  readonly plan: Plan;
  /** The definition's files, as given on the command line. */
  readonly files: readonly string[];
  readonly savedAt: string;
  /** Over the values of the secrets that the plan will send; absent where it sends none. */
  readonly secrets?: { readonly salt: string; readonly fingerprint: string };
  /** Where the plan leads, if it was made by a rollback or a restore. */
  readonly destination?: RestoreDestination;
}

export const SAVED_PLAN_FORMAT = 'tenon-saved-plan/1';

/**
 * Shows that a file was edited. Without TENON_PLAN_KEY it guards against accidents; with it, known to the jobs that plan and apply alone,
 * also against people.
 */
export const computeSeal = (saved: SavedPlan, key: string): string =>
  createHmac('sha256', key)
    .update(toCanonicalJson(toPlainJson(saved)))
    .digest('hex');

export const getPlanKey = (env: Readonly<Record<string, string | undefined>>): string => env.TENON_PLAN_KEY ?? '';
