import { isObject } from '../model/json/json-value.ts';
import { escapeUnprintable } from '../model/json/printable-json.ts';
import type { Plan } from '../model/plan/plan.ts';

/** Members that say most come first; the others follow by name, so that the text does not depend on how a plan was put together. */
const FIRST_MEMBERS = [
  'format',
  'tool',
  'tenant',
  'definition',
  'id',
  'action',
  'address',
  'relation',
  'liveId',
  'why',
  'risk',
  'op',
  'path',
  'before',
  'after',
  'kind',
  'method',
];
const RANKS = new Map(FIRST_MEMBERS.map((name, index) => [name, index]));

const getRank = (name: string): number => RANKS.get(name) ?? FIRST_MEMBERS.length;
const compareByRank = (a: string, b: string): number => getRank(a) - getRank(b) || (a < b ? -1 : 1);

/** The very plan: what `apply` takes. Equal plans give equal texts. */
export const planJson = (plan: Plan): string => `${escapeUnprintable(JSON.stringify(plan, sortMembers, 2))}\n`;

function sortMembers(_: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort(compareByRank);
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}
