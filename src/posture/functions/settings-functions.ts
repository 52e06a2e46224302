import type { CelFunction } from '../cel-function.ts';
import { listMembers, readPath, readStringAt, toList, toText } from './read-values.ts';

/** Bits of one character of a device code. Source: RFC 8628 and the two character sets of the API. */
const BITS: Readonly<Record<string, number>> = { base20: Math.log2(20), digits: Math.log2(10) };
const DEFAULT_MASK = '****-****';

function countUserCodeBits(tenant: unknown): number {
  const mask = readStringAt(tenant, 'device_flow.mask') || DEFAULT_MASK;
  return (
    [...mask].filter((character) => character === '*').length *
    (BITS[readStringAt(tenant, 'device_flow.charset')] ?? BITS.base20 ?? 0)
  );
}

/** Reads a duration in hours, from `…_in_minutes` if it is set. */
function readHours(settings: unknown, field: unknown, fallback: unknown): number {
  const minutes = readPath(settings, `${toText(field)}_in_minutes`);
  if (typeof minutes === 'number') return minutes / 60;
  const hours = readPath(settings, toText(field));
  return typeof hours === 'number' ? hours : Number(fallback);
}

const isEveryAddress = (range: unknown): boolean => /\/0+$/.test(toText(range));

/** Whether a network rule applies to every request: it has no condition, or only ranges of every address. */
function matchesEveryRequest(acl: unknown): boolean {
  if (readPath(acl, 'rule.match_all') === true) return true;
  if (listMembers(readPath(acl, 'rule.not_match')).length > 0) return false;
  const conditions = listMembers(readPath(acl, 'rule.match')).filter(([, values]) => values !== null && values !== undefined);
  return conditions.every(([name, values]) => name.endsWith('_cidrs') && toList(values).some(isEveryAddress));
}

/** Questions about settings of the tenant and its protections. */
export const SETTINGS_FUNCTIONS: readonly CelFunction[] = [
  {
    signature: 'ap(dyn, string): bool',
    about: 'Whether a resource of `attackProtection` is the protection with this name.',
    call: (protection, name) => readStringAt(protection, '$key') === name,
  },
  {
    signature: 'hours(dyn, string, double): double',
    about: 'A lifetime in hours, from the field that ends in `_in_minutes` if it is set.',
    call: readHours,
  },
  {
    signature: 'userCodeBits(dyn): double',
    about: 'How many bits a guess at a device code has to find.',
    call: countUserCodeBits,
  },
  {
    signature: 'matchesAll(dyn): bool',
    about: 'Whether a network rule applies to every request.',
    call: matchesEveryRequest,
  },
];
