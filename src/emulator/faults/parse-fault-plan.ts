import { isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { Fault, FaultPlan, FaultRule } from './fault-rule.ts';

/** A fault plan is invalid. The message names the member, for instance `rules[0].nth`. */
export class FaultPlanError extends Error {}

type ValueCheck = (value: unknown) => boolean;

const isIntegerBetween =
  (from: number, to = Number.MAX_SAFE_INTEGER): ValueCheck =>
  (value) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
const isString: ValueCheck = (value) => typeof value === 'string';
const isShare: ValueCheck = (value) => typeof value === 'number' && value >= 0 && value <= 1;
const isMs: ValueCheck = isIntegerBetween(0, 2 ** 31 - 1);

interface RuleMember {
  readonly check: ValueCheck;
  readonly expected: string;
}

const COUNT: RuleMember = { check: isIntegerBetween(1), expected: 'an integer of at least 1' };

const RULE_MEMBERS: Readonly<Record<string, RuleMember>> = {
  method: {
    check: (value) => typeof value === 'string' && /^(GET|POST|PUT|PATCH|DELETE)$/.test(value),
    expected: 'GET, POST, PUT, PATCH or DELETE',
  },
  path: { check: (value) => typeof value === 'string' && value.startsWith('/'), expected: 'a path that begins with "/"' },
  nth: COUNT,
  every: COUNT,
  probability: { check: isShare, expected: 'a number from 0 to 1' },
  times: COUNT,
  fault: {
    check: isFault,
    expected:
      '"hang", "dropBefore", "dropAfter", "truncate", "garbage" or an object with a valid status, latencyMs, truncate, errorAfter, staleReadsMs, staleSearchMs or failJobAfter',
  },
};

const PLAIN_FAULTS: readonly unknown[] = ['hang', 'dropBefore', 'dropAfter', 'truncate', 'garbage'];

/** Faults that are objects, by their first member, with a check for each member. */
const FAULT_MEMBERS: Readonly<Record<string, Readonly<Record<string, ValueCheck>>>> = {
  status: { status: isIntegerBetween(200, 599), body: () => true, headers: isStringMap },
  latencyMs: { latencyMs: isMs },
  truncate: { truncate: isIntegerBetween(0) },
  errorAfter: { errorAfter: isIntegerBetween(500, 599) },
  staleReadsMs: { staleReadsMs: isMs },
  staleSearchMs: { staleSearchMs: isMs },
  failJobAfter: { failJobAfter: isIntegerBetween(0) },
};

function isStringMap(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isString);
}

function isFault(value: unknown): value is Fault {
  if (!isObject(value)) return PLAIN_FAULTS.includes(value);
  const members = FAULT_MEMBERS[Object.keys(value)[0] ?? ''];
  return members !== undefined && Object.entries(value).every(([name, item]) => members[name]?.(item) === true);
}

/** Parses a fault plan, or an array of its rules. Throws `FaultPlanError` if it is invalid. */
export function parseFaultPlan(value: JsonValue | undefined): FaultPlan {
  if (isArray(value)) return { rules: value.map(parseRule) };
  if (!isObject(value) || !isArray(value.rules))
    throw new FaultPlanError('expected an array of rules or an object {seed, rules}');
  const { seed, rules, ...more } = value;
  refuseUnknownMembers('', more);
  if (seed !== undefined && typeof seed !== 'string' && typeof seed !== 'number')
    throw new FaultPlanError('seed must be a string or a number');
  return { ...(seed === undefined ? {} : { seed }), rules: isArray(rules) ? rules.map(parseRule) : [] };
}

function refuseUnknownMembers(place: string, members: JsonObject): void {
  const [name] = Object.keys(members);
  if (name !== undefined) throw new FaultPlanError(`unknown member ${place}${name}; expected seed and rules`);
}

function parseRule(value: JsonValue, index: number): FaultRule {
  const place = `rules[${index}]`;
  if (!isObject(value)) throw new FaultPlanError(`${place} must be an object, not ${JSON.stringify(value)}`);
  for (const [name, item] of Object.entries(value)) {
    const member = Object.hasOwn(RULE_MEMBERS, name) ? RULE_MEMBERS[name] : undefined;
    if (member === undefined)
      throw new FaultPlanError(`unknown member ${place}.${name}; expected ${Object.keys(RULE_MEMBERS).join(', ')}`);
    if (!member.check(item)) throw new FaultPlanError(`${place}.${name} must be ${member.expected}, not ${JSON.stringify(item)}`);
  }
  const { fault } = value;
  if (!isFault(fault)) throw new FaultPlanError(`${place} needs a fault`);
  return { ...value, fault };
}
