import { BlockList, isIP } from 'node:net';
import { isArray, isEqual, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { readField } from '../read-field.ts';

/** A rule about who reaches a tenant: what it does to the requests that it matches. */
export interface NetworkRule {
  /** `none`: the rule is off, or only logs. */
  readonly effect: 'block' | 'allow' | 'none';
  readonly priority: number;
  readonly scope: string;
  /** Undefined: all requests. */
  readonly match: JsonObject | undefined;
  readonly notMatch: JsonObject | undefined;
}

/** Reads a rule; a rule that does not exist has no effect. */
export function readNetworkRule(fields: JsonObject | undefined): NetworkRule {
  const isOn = (action: string): boolean => readField(fields, `rule.action.${action}`) === true;
  const effect = isOn('block') || isOn('redirect') ? 'block' : isOn('allow') ? 'allow' : 'none';
  const priority = readField(fields, 'priority');
  const scope = readField(fields, 'rule.scope');
  return {
    effect: readField(fields, 'active') === true ? effect : 'none',
    priority: typeof priority === 'number' ? priority : Number.POSITIVE_INFINITY,
    scope: typeof scope === 'string' ? scope : '',
    match: readConditions(fields, 'rule.match'),
    notMatch: readConditions(fields, 'rule.not_match'),
  };
}

function readConditions(fields: JsonObject | undefined, name: string): JsonObject | undefined {
  const conditions = readField(fields, name);
  if (!isObject(conditions)) return undefined;
  const stated = Object.entries(conditions).filter(([, list]) => isArray(list) && list.length > 0);
  return stated.length === 0 ? undefined : Object.fromEntries(stated);
}

export const matchesEveryRequest = ({ match, notMatch }: NetworkRule): boolean => match === undefined && notMatch === undefined;

/** Whether every request that the first rule matches is matched by the second as well, as far as their conditions show it. */
export const isCoveredBy = (inner: NetworkRule, outer: NetworkRule): boolean =>
  (inner.scope === outer.scope || outer.scope === 'tenant') &&
  isNarrower(inner.match, outer.match) &&
  isNarrowerOrNone(outer.notMatch, inner.notMatch);

/** All conditions must hold, so a request that meets the narrower ones meets the wider ones. */
const isNarrower = (inner: JsonObject | undefined, outer: JsonObject | undefined): boolean =>
  outer === undefined || (inner !== undefined && Object.entries(outer).every(([name, list]) => isSubset(inner[name], list)));

/** The same for what is excluded: nothing excluded is the narrowest. */
const isNarrowerOrNone = (inner: JsonObject | undefined, outer: JsonObject | undefined): boolean =>
  inner === undefined || (outer !== undefined && isNarrower(inner, outer));

const isSubset = (inner: JsonValue | undefined, outer: JsonValue): boolean =>
  isArray(inner) &&
  isArray(outer) &&
  inner.every((item) => outer.some((other) => isEqual(item, other) || isWithinNetwork(item, other)));

/** Whether a value is an address or a network inside another one. */
function isWithinNetwork(inner: JsonValue, outer: JsonValue): boolean {
  const [small, large] = [parseNetwork(inner), parseNetwork(outer)];
  if (!small || !large || small.family !== large.family || small.length < large.length) return false;
  const network = new BlockList();
  network.addSubnet(large.address, large.length, large.family);
  return network.check(small.address, small.family);
}

function parseNetwork(value: JsonValue) {
  const [address = '', length, ...rest] = typeof value === 'string' ? value.split('/') : [];
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= longest);
  if (version === 0 || !isLength || rest.length > 0) return undefined;
  return { address, length: length === undefined ? longest : Number(length), family: version === 6 ? 'ipv6' : 'ipv4' } as const;
}

/** Whether two rules can meet in one request, by their scopes. */
export const canMeet = (one: NetworkRule, other: NetworkRule): boolean =>
  one.scope === other.scope || one.scope === 'tenant' || other.scope === 'tenant';
