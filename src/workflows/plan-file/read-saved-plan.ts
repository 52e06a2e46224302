import { getValidator } from '../../loader/load-validator.ts';
import { getObjectMember, isArray, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { hasRelationOfItsKind } from '../../model/plan/operation.ts';

import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { PLAN_FORMAT, type Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { createUnreadablePlanProblem, readSavedDocument } from './read-saved-document.ts';
import { parseRestoreDestination } from './restore-destination.ts';
import { computeSeal, getPlanKey, SAVED_PLAN_FORMAT, type SavedPlan } from './saved-plan.ts';

/** Reads a saved plan. Fails if it is unreadable, has another format, or was changed after it was saved. */
export async function readSavedPlan(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outcome<SavedPlan, Problem>> {
  const parsed = readSavedDocument(file);
  return parsed.ok ? parseSavedPlan(file, parsed.value, env) : parsed;
}

/** Parses a saved plan from a document that was already read. */
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
    return failWith(createUnreadablePlanProblem(file, 'it does not contain a saved plan'));
  }
  if (format !== SAVED_PLAN_FORMAT || planFormat !== PLAN_FORMAT)
    return failWith(createNewerFormatProblem(file, `${format}, ${String(planFormat)}`));
  const parsedPlan = await parsePlan(plan);
  if (!parsedPlan) return failWith(createUnreadablePlanProblem(file, 'its plan does not match schemas/plan.schema.json'));
  return parseEnvelope(file, content, parsedPlan);
}

const parsePlan = async (value: JsonObject): Promise<Plan | undefined> => {
  const errors = (await getValidator('plan'))(value);
  if (errors.length > 0) return undefined;
  // The validator has just confirmed the form of a Plan, except for what depends on the kind of an operation.
  const plan: Plan = JSON.parse(JSON.stringify(value));
  return plan.operations.every(hasRelationOfItsKind) ? plan : undefined;
};

async function parseEnvelope(file: string, content: JsonObject, plan: Plan): Promise<Outcome<SavedPlan, Problem>> {
  const { files = [], savedAt, secrets, destination } = content;
  const names = isArray(files) ? files.filter((name) => typeof name === 'string') : [];
  if (typeof savedAt !== 'string' || Number.isNaN(Date.parse(savedAt)))
    return failWith(createUnreadablePlanProblem(file, 'its "savedAt" is not a valid time'));
  const way = destination === undefined ? undefined : await parseRestoreDestination(destination);
  if (destination !== undefined && !way) return failWith(createUnreadablePlanProblem(file, 'its "destination" is not valid'));
  const known = { format: SAVED_PLAN_FORMAT, plan, files: names, savedAt, ...(way ? { destination: way } : {}) } as const;
  if (secrets === undefined) return succeed(known);
  const { salt, fingerprint } = isObject(secrets) ? secrets : {};
  if (typeof salt !== 'string' || typeof fingerprint !== 'string')
    return failWith(createUnreadablePlanProblem(file, 'its "secrets" have no fingerprint'));
  return succeed({ ...known, secrets: { salt, fingerprint } });
}

const createNewerFormatProblem = (file: string, format: string): Problem => ({
  code: 'plan-newer',
  severity: 'error',
  message: `${file} has the format ${format}; this version of tenon reads ${SAVED_PLAN_FORMAT}, ${PLAN_FORMAT}`,
  hint: 'Use the version of tenon that saved it, or plan again.',
});

const createTamperedPlanProblem = (file: string): Problem => ({
  code: 'plan-tampered',
  severity: 'error',
  message: `${file} is not what tenon saved: its seal does not match its content`,
  hint: 'If TENON_PLAN_KEY was set when the plan was saved, set the same value here. Otherwise make the plan again with tenon plan --out.',
});
