import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Fault, FaultPlan, FaultRule } from './fault-rule.ts';

/** Says which part of a fault plan is wrong. */
export class FaultPlanError extends Error {}

type ValueCheck = (value: unknown) => boolean;

const isIntegerBetween =
  (from: number, to = Number.MAX_SAFE_INTEGER): ValueCheck =>
  (value) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
const isString: ValueCheck = (value) => typeof value === 'string';
const isShare: ValueCheck = (value) => typeof value === 'number' && value >= 0 && value <= 1;
const isMs: ValueCheck = isIntegerBetween(0, 2 ** 31 - 1);

const RULE_MEMBERS: Readonly<Record<string, ValueCheck>> = {
  method: (value) => typeof value === 'string' && /^(GET|POST|PUT|PATCH|DELETE)$/.test(value),
  path: (value) => typeof value === 'string' && value.startsWith('/'),
  nth: isIntegerBetween(1),
  every: isIntegerBetween(1),
  probability: isShare,
  times: isIntegerBetween(1),
  fault: isFault,
};

const PLAIN_FAULTS: readonly unknown[] = ['hang', 'dropBefore', 'dropAfter', 'truncate', 'garbage'];

/** Faults with a number or more, by their first member. */
const FAULT_MEMBERS: Readonly<Record<string, Readonly<Record<string, ValueCheck>>>> = {
  status: { status: isIntegerBetween(200, 599), body: () => true, headers: isStringMap },
  latencyMs: { latencyMs: isMs },
  truncate: { truncate: isIntegerBetween(0) },
  errorAfter: { errorAfter: isIntegerBetween(500, 599) },
  staleReadsMs: { staleReadsMs: isMs },
};

function isStringMap(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isString);
}

function isFault(value: unknown): value is Fault {
  if (!isObject(value)) return PLAIN_FAULTS.includes(value);
  const members = FAULT_MEMBERS[Object.keys(value)[0] ?? ''];
  return members !== undefined && Object.entries(value).every(([name, item]) => members[name]?.(item) === true);
}

/** A plan, or its rules alone. */
export function parseFaultPlan(value: JsonValue | undefined): FaultPlan {
  if (isArray(value)) return { rules: value.map(parseRule) };
  if (!isObject(value) || !isArray(value.rules)) throw new FaultPlanError('an array of rules, or {seed, rules}, is expected');
  const { seed, rules, ...more } = value;
  refuseUnknownMembers('', more);
  if (seed !== undefined && typeof seed !== 'string' && typeof seed !== 'number')
    throw new FaultPlanError('seed must be a text or a number');
  return { ...(seed === undefined ? {} : { seed }), rules: isArray(rules) ? rules.map(parseRule) : [] };
}

function refuseUnknownMembers(place: string, members: JsonObject): void {
  const [name] = Object.keys(members);
  if (name !== undefined) throw new FaultPlanError(`${place}${name} is not known`);
}

function parseRule(value: JsonValue, index: number): FaultRule {
  const place = `rules[${index}]`;
  if (!isObject(value)) throw new FaultPlanError(`${place} must be an object`);
  for (const [name, item] of Object.entries(value)) {
    const check = Object.hasOwn(RULE_MEMBERS, name) ? RULE_MEMBERS[name] : undefined;
    if (check === undefined) throw new FaultPlanError(`${place}.${name} is not known`);
    if (!check(item)) throw new FaultPlanError(`${place}.${name} cannot be ${JSON.stringify(item)}`);
  }
  const { fault } = value;
  if (!isFault(fault)) throw new FaultPlanError(`${place}.fault is missing`);
  return { ...value, fault };
}
