import { createHmac } from 'node:crypto';
import { toCanonicalJson, toPlainJson } from '../../model/json/json-value.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { RestoreDestination } from './restore-destination.ts';

/** The contents of a saved plan, without the seal over all of it that the file adds. */
export interface SavedPlan {
  readonly format: typeof SAVED_PLAN_FORMAT;
  readonly plan: Plan;
  /** The definition's files, as given on the command line. */
  readonly files: readonly string[];
  readonly savedAt: string;
  /** Fingerprint of the secret values that the plan sends. Absent: it sends none. */
  readonly secrets?: { readonly salt: string; readonly fingerprint: string };
  /** Where the plan leads, if it was made by a rollback or a restore. */
  readonly destination?: RestoreDestination;
}

export const SAVED_PLAN_FORMAT = 'tenon-saved-plan/1';

/**
 * Computes the seal that reveals changes to a saved plan. Without TENON_PLAN_KEY it detects accidents; with a key that only the jobs for
 * plan and apply know, it also detects tampering.
 */
export const computeSeal = (saved: SavedPlan, key: string): string =>
  createHmac('sha256', key)
    .update(toCanonicalJson(toPlainJson(saved)))
    .digest('hex');

export const getPlanKey = (env: Readonly<Record<string, string | undefined>>): string => env.TENON_PLAN_KEY ?? '';
