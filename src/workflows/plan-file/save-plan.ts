import { closeSync, writeFileSync } from 'node:fs';
import { openPrivateFile } from '../../disk/open-private-file.ts';
import type { SecretResolver } from '../../model/definition/definition.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { RestoreDestination } from './restore-destination.ts';
import { computeSeal, getPlanKey, SAVED_PLAN_FORMAT, type SavedPlan } from './saved-plan.ts';
import { computeSecretsFingerprint, createSalt } from './secrets-fingerprint.ts';

export interface SavePlanInput {
  readonly plan: Plan;
  /** Those of the definition; none where the plan was made from a snapshot (rollback, restore). */
  readonly files: readonly string[];
  readonly secrets: SecretResolver;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly at: Date;
  /** Where a rollback or a restore leads. */
  readonly destination?: RestoreDestination;
}

export function formatSavedPlan(input: SavePlanInput): string {
  const { plan, files, env, destination } = input;
  const salt = createSalt();
  const fingerprint = computeSecretsFingerprint(plan, input.secrets, salt, getPlanKey(env));
  const secrets = fingerprint === undefined ? {} : { secrets: { salt, fingerprint } };
  const way = destination ? { destination } : {};
  const saved: SavedPlan = { format: SAVED_PLAN_FORMAT, plan, files, savedAt: input.at.toISOString(), ...secrets, ...way };
  return `${toPrintableJson({ ...saved, seal: computeSeal(saved, getPlanKey(env)) }, 1)}\n`;
}

/** Writes the plan for `apply --plan`. Readable by its owner alone: it holds what the tenant has. */
export function savePlan(file: string, input: SavePlanInput): Outcome<void, Problem> {
  try {
    const handle = openPrivateFile(file);
    try {
      writeFileSync(handle, formatSavedPlan(input));
    } finally {
      closeSync(handle);
    }
    return succeed(undefined);
  } catch (error) {
    return failWith({
      code: 'output-unwritable',
      severity: 'error',
      message: `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'Check the path given with --out.',
    });
  }
}
