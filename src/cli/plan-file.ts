import { readFileSync, writeFileSync } from 'node:fs';
import { isObject, type JsonValue, member } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import { PLAN_FORMAT, type Plan } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import { sha256 } from '../schema/fingerprint.ts';

/** A plan as it lies in a file: with when and from which files it was made, and a seal over all of it. */
export interface SavedPlan {
  readonly plan: Plan;
  readonly files: readonly string[];
  readonly savedAt: string;
}

const seal = (saved: SavedPlan): string => sha256(asJson(saved));
const asJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));

export function savePlan(file: string, saved: SavedPlan): Outcome<void, Problem> {
  try {
    writeFileSync(file, `${JSON.stringify({ ...saved, seal: seal(saved) }, null, 2)}\n`, { mode: 0o600 });
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

/** A saved plan; refused if it is unreadable, of a newer format, or not what was saved. */
export function readPlan(file: string): Outcome<SavedPlan, Problem> {
  const parsed = parse(file);
  if (!parsed.ok) return parsed;
  const { seal: written, ...rest } = parsed.value;
  const plan = member(rest, 'plan');
  const format = isObject(plan ?? null) && isObject(plan) ? member(plan, 'format') : undefined;
  if (typeof format !== 'string' || !format.startsWith('tenon-plan/')) return failure(unreadable(file, 'it holds no plan'));
  if (format !== PLAN_FORMAT) return failure(newer(file, format));
  if (written !== sha256(rest)) return failure(tampered(file));
  // The seal says that it is what `savePlan` wrote.
  const saved: SavedPlan = JSON.parse(JSON.stringify(rest));
  return success(saved);
}

function parse(file: string): Outcome<{ readonly [name: string]: JsonValue }, Problem> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(value) ? success(value) : failure(unreadable(file, 'it is no JSON object'));
  } catch (error) {
    return failure(unreadable(file, error instanceof Error ? error.message : String(error)));
  }
}

const unreadable = (file: string, why: string): Problem => ({
  code: 'plan-unreadable',
  severity: 'error',
  message: `${file} cannot be read as a plan: ${why}`,
  expected: 'a file written by tenon plan --out',
  hint: 'Make the plan again with tenon plan --out.',
});

const newer = (file: string, format: string): Problem => ({
  code: 'plan-newer',
  severity: 'error',
  message: `${file} is of the format ${format}; this tenon reads ${PLAN_FORMAT}`,
  hint: 'Use the version of tenon that made it, or plan again.',
});

const tampered = (file: string): Problem => ({
  code: 'plan-tampered',
  severity: 'error',
  message: `${file} is not what tenon saved: its seal does not fit its content`,
  hint: 'Make the plan again with tenon plan --out.',
});
