import { getValidator } from '../../loader/load-validator.ts';
import { getObjectMember, isArray, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { PLAN_FORMAT, type Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { createUnreadablePlanProblem, readSavedDocument } from './read-saved-document.ts';
import { parseRestoreDestination } from './restore-destination.ts';
import { computeSeal, getPlanKey, SAVED_PLAN_FORMAT, type SavedPlan } from './saved-plan.ts';

/** A saved plan; refused if it is unreadable, of another format, or not what was saved. */
export async function readSavedPlan(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outcome<SavedPlan, Problem>> {
  const parsed = readSavedDocument(file);
  return parsed.ok ? parseSavedPlan(file, parsed.value, env) : parsed;
}

/** The same of a document that is read already. */
export async function parseSavedPlan(
  file: string,
  document: JsonObject,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outcome<SavedPlan, Problem>> {
  const { seal, ...rest } = document;
  const saved = await parsePlanContent(file, rest);
  if (!saved.ok) return saved;
  return seal === computeSeal(saved.value, getPlanKey(env)) ? saved : failWith(createTamperedPlanProblem(file));
}

async function parsePlanContent(file: string, content: JsonObject): Promise<Outcome<SavedPlan, Problem>> {
  const format = getObjectMember(content, 'format');
  const plan = getObjectMember(content, 'plan');
  const planFormat = isObject(plan) ? getObjectMember(plan, 'format') : undefined;
  if (typeof format !== 'string' || !format.startsWith('tenon-saved-plan/') || !isObject(plan)) {
    return failWith(createUnreadablePlanProblem(file, 'it holds no saved plan'));
  }
  if (format !== SAVED_PLAN_FORMAT || planFormat !== PLAN_FORMAT)
    return failWith(createNewerFormatProblem(file, `${format}, ${String(planFormat)}`));
  const parsedPlan = await parsePlan(plan);
  if (!parsedPlan) return failWith(createUnreadablePlanProblem(file, 'its plan is not of the form of schemas/plan.schema.json'));
  return parseEnvelope(file, content, parsedPlan);
}

const parsePlan = async (value: JsonObject): Promise<Plan | undefined> => {
  const errors = (await getValidator('plan'))(value);
  // The validator has just said that it has the form of a Plan.
  return errors.length === 0 ? JSON.parse(JSON.stringify(value)) : undefined;
};

async function parseEnvelope(file: string, content: JsonObject, plan: Plan): Promise<Outcome<SavedPlan, Problem>> {
  const { files = [], savedAt, secrets, destination } = content;
  const names = isArray(files) ? files.filter((name) => typeof name === 'string') : [];
  if (typeof savedAt !== 'string' || Number.isNaN(Date.parse(savedAt)))
    return failWith(createUnreadablePlanProblem(file, 'it does not say when it was saved'));
  const way = destination === undefined ? undefined : await parseRestoreDestination(destination);
  if (destination !== undefined && !way)
    return failWith(createUnreadablePlanProblem(file, 'it does not say where it leads back to'));
  const known = { format: SAVED_PLAN_FORMAT, plan, files: names, savedAt, ...omitUndefined({ destination: way }) } as const;
  if (secrets === undefined) return succeed(known);
  const { salt, fingerprint } = isObject(secrets) ? secrets : {};
  if (typeof salt !== 'string' || typeof fingerprint !== 'string')
    return failWith(createUnreadablePlanProblem(file, 'its secrets have no fingerprint'));
  return succeed({ ...known, secrets: { salt, fingerprint } });
}

const createNewerFormatProblem = (file: string, format: string): Problem => ({
  code: 'plan-newer',
  severity: 'error',
  message: `${file} is of the format ${format}; this tenon reads ${SAVED_PLAN_FORMAT}, ${PLAN_FORMAT}`,
  hint: 'Use the version of tenon that made it, or plan again.',
});

const createTamperedPlanProblem = (file: string): Problem => ({
  code: 'plan-tampered',
  severity: 'error',
  message: `${file} is not what tenon saved: its seal does not fit its content`,
  hint: 'Make the plan again with tenon plan --out; where TENON_PLAN_KEY is set, set the same one here.',
});
