import { validatorOf } from '../../loader/load-validator.ts';
import { isArray, isObject, type JsonObject, member } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { PLAN_FORMAT, type Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { parseDestination } from './destination.ts';
import { readDocument, unreadable } from './document.ts';
import { planKey, SAVED_FORMAT, type SavedPlan, sealOf } from './saved.ts';

/** A saved plan; refused if it is unreadable, of another format, or not what was saved. */
export async function readPlan(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outcome<SavedPlan, Problem>> {
  const parsed = readDocument(file);
  return parsed.ok ? planFrom(file, parsed.value, env) : parsed;
}

/** The same of a document that is read already. */
export async function planFrom(
  file: string,
  document: JsonObject,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outcome<SavedPlan, Problem>> {
  const { seal, ...rest } = document;
  const saved = await savedFrom(file, rest);
  if (!saved.ok) return saved;
  return seal === sealOf(saved.value, planKey(env)) ? saved : failure(tampered(file));
}

async function savedFrom(file: string, content: JsonObject): Promise<Outcome<SavedPlan, Problem>> {
  const format = member(content, 'format');
  const plan = member(content, 'plan');
  const planFormat = isObject(plan) ? member(plan, 'format') : undefined;
  if (typeof format !== 'string' || !format.startsWith('tenon-saved-plan/') || !isObject(plan)) {
    return failure(unreadable(file, 'it holds no saved plan'));
  }
  if (format !== SAVED_FORMAT || planFormat !== PLAN_FORMAT) return failure(newer(file, `${format}, ${String(planFormat)}`));
  const valid = await isPlan(plan);
  if (!valid) return failure(unreadable(file, 'its plan is not of the form of schemas/plan.schema.json'));
  return envelope(file, content, valid);
}

const isPlan = async (value: JsonObject): Promise<Plan | undefined> => {
  const errors = (await validatorOf('plan'))(value);
  // The validator has just said that it has the form of a Plan.
  return errors.length === 0 ? JSON.parse(JSON.stringify(value)) : undefined;
};

async function envelope(file: string, content: JsonObject, plan: Plan): Promise<Outcome<SavedPlan, Problem>> {
  const { files = [], savedAt, secrets, destination } = content;
  const names = isArray(files) ? files.filter((name) => typeof name === 'string') : [];
  if (typeof savedAt !== 'string' || Number.isNaN(Date.parse(savedAt)))
    return failure(unreadable(file, 'it does not say when it was saved'));
  const way = destination === undefined ? undefined : await parseDestination(destination);
  if (destination !== undefined && !way) return failure(unreadable(file, 'it does not say where it leads back to'));
  const known = { format: SAVED_FORMAT, plan, files: names, savedAt, ...(way ? { destination: way } : {}) } as const;
  if (secrets === undefined) return success(known);
  const { salt, fingerprint } = isObject(secrets) ? secrets : {};
  if (typeof salt !== 'string' || typeof fingerprint !== 'string')
    return failure(unreadable(file, 'its secrets have no fingerprint'));
  return success({ ...known, secrets: { salt, fingerprint } });
}

const newer = (file: string, format: string): Problem => ({
  code: 'plan-newer',
  severity: 'error',
  message: `${file} is of the format ${format}; this tenon reads ${SAVED_FORMAT}, ${PLAN_FORMAT}`,
  hint: 'Use the version of tenon that made it, or plan again.',
});

const tampered = (file: string): Problem => ({
  code: 'plan-tampered',
  severity: 'error',
  message: `${file} is not what tenon saved: its seal does not fit its content`,
  hint: 'Make the plan again with tenon plan --out; where TENON_PLAN_KEY is set, set the same one here.',
});
