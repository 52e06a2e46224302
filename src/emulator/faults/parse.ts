import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Fault, FaultPlan, FaultRule } from './rule.ts';

/** Says which part of a fault plan is wrong. */
export class FaultPlanError extends Error {}

type Check = (value: unknown) => boolean;

const isWhole =
  (from: number, to = Number.MAX_SAFE_INTEGER): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
const isText: Check = (value) => typeof value === 'string';
const isShare: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1;
const isMs: Check = isWhole(0, 2 ** 31 - 1);

const RULE: Readonly<Record<string, Check>> = {
  method: (value) => typeof value === 'string' && /^(GET|POST|PUT|PATCH|DELETE)$/.test(value),
  path: (value) => typeof value === 'string' && value.startsWith('/'),
  nth: isWhole(1),
  every: isWhole(1),
  probability: isShare,
  times: isWhole(1),
  fault: isFault,
};

const PLAIN_FAULTS: readonly unknown[] = ['hang', 'dropBefore', 'dropAfter', 'truncate', 'garbage'];

/** Faults with a number or more, by their first member. */
const FAULTS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  status: { status: isWhole(200, 599), body: () => true, headers: isTexts },
  latencyMs: { latencyMs: isMs },
  truncate: { truncate: isWhole(0) },
  errorAfter: { errorAfter: isWhole(500, 599) },
  staleReadsMs: { staleReadsMs: isMs },
};

function isTexts(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isText);
}

function isFault(value: unknown): value is Fault {
  if (!isObject(value)) return PLAIN_FAULTS.includes(value);
  const members = FAULTS[Object.keys(value)[0] ?? ''];
  return members !== undefined && Object.entries(value).every(([name, item]) => members[name]?.(item) === true);
}

/** A plan, or its rules alone. */
export function parseFaultPlan(value: JsonValue | undefined): FaultPlan {
  if (isArray(value)) return { rules: value.map(parseRule) };
  if (!isObject(value) || !isArray(value.rules)) throw new FaultPlanError('an array of rules, or {seed, rules}, is expected');
  const { seed, rules, ...more } = value;
  refuseUnknown('', more);
  if (seed !== undefined && typeof seed !== 'string' && typeof seed !== 'number')
    throw new FaultPlanError('seed must be a text or a number');
  return { ...(seed === undefined ? {} : { seed }), rules: isArray(rules) ? rules.map(parseRule) : [] };
}

function refuseUnknown(place: string, members: JsonObject): void {
  const [name] = Object.keys(members);
  if (name !== undefined) throw new FaultPlanError(`${place}${name} is not known`);
}

function parseRule(value: JsonValue, index: number): FaultRule {
  const place = `rules[${index}]`;
  if (!isObject(value)) throw new FaultPlanError(`${place} must be an object`);
  for (const [name, item] of Object.entries(value)) {
    const check = Object.hasOwn(RULE, name) ? RULE[name] : undefined;
    if (check === undefined) throw new FaultPlanError(`${place}.${name} is not known`);
    if (!check(item)) throw new FaultPlanError(`${place}.${name} cannot be ${JSON.stringify(item)}`);
  }
  const { fault } = value;
  if (!isFault(fault)) throw new FaultPlanError(`${place}.fault is missing`);
  return { ...value, fault };
}
