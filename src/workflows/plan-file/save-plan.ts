import { closeSync, writeFileSync } from 'node:fs';
import { openPrivateFile } from '../../disk/open-private-file.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { createSecretResolver } from '../../loader/substitute/secret-resolver.ts';
import type { SecretResolver } from '../../model/definition/definition.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { WorkflowPorts } from '../ports.ts';
import type { RestoreDestination } from './restore-destination.ts';
import { computeSeal, getPlanKey, SAVED_PLAN_FORMAT, type SavedPlan } from './saved-plan.ts';
import { computeSecretsFingerprint, createSalt } from './secrets-fingerprint.ts';

export interface SavePlanInput {
  readonly plan: Plan;
  /** Files of the definition; empty for a rollback or a restore. */
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

/** Writes the plan for `apply --plan`. Only its owner can read the file, because it holds the state of the tenant. */
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
      message: `${file} cannot be written: ${getErrorMessage(error)}`,
      hint: 'Check the path given with --out.',
    });
  }
}

/** Saves the plan of a definition. The file holds no secret values, only a fingerprint that detects if they change before the apply. */
export const saveDefinitionPlan = (
  file: string,
  { plan, loaded, files }: { readonly plan: Plan; readonly loaded: Loaded; readonly files: readonly string[] },
  { env, now }: Pick<WorkflowPorts, 'env' | 'now'>,
): Outcome<void, Problem> => savePlan(file, { plan, files, secrets: createSecretResolver(loaded.definition), env, at: now() });
