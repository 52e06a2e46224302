import { closeSync, writeFileSync } from 'node:fs';
import type { SecretResolver } from '../../loader/substitute/secret-resolver.ts';
import { printableJson } from '../../model/json/printable-json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { openPrivate } from '../open-private.ts';
import type { Destination } from './destination.ts';
import { planKey, SAVED_FORMAT, type SavedPlan, sealOf } from './saved.ts';
import { fingerprintOf, newSalt } from './secrets.ts';

export interface Saving {
  readonly plan: Plan;
  /** Those of the definition; none where the plan was made from a snapshot (rollback, restore). */
  readonly files: readonly string[];
  readonly secrets: SecretResolver;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly at: Date;
  /** Where a rollback or a restore leads. */
  readonly destination?: Destination;
}

export function savedPlanText(saving: Saving): string {
  const { plan, files, env, destination } = saving;
  const salt = newSalt();
  const fingerprint = fingerprintOf(plan, saving.secrets, salt, planKey(env));
  const secrets = fingerprint === undefined ? {} : { secrets: { salt, fingerprint } };
  const way = destination ? { destination } : {};
  const saved: SavedPlan = { format: SAVED_FORMAT, plan, files, savedAt: saving.at.toISOString(), ...secrets, ...way };
  return `${printableJson({ ...saved, seal: sealOf(saved, planKey(env)) }, 1)}\n`;
}

/** Writes the plan for `apply --plan`. Readable by its owner alone: it holds what the tenant has. */
export function savePlan(file: string, saving: Saving): Outcome<void, Problem> {
  try {
    const handle = openPrivate(file);
    try {
      writeFileSync(handle, savedPlanText(saving));
    } finally {
      closeSync(handle);
    }
    return success(undefined);
  } catch (error) {
    return failure({
      code: 'output-unwritable',
      severity: 'error',
      message: `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'Check the path given with --out.',
    });
  }
}
