import { isObject } from '../model/json/json-value.ts';
import { escapeUnprintable } from '../model/json/printable-json.ts';
import type { Plan } from '../model/plan/plan.ts';

/** The members a reader looks for first. All others follow alphabetically, so equal plans produce equal text. */
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

/** Renders the plan document that `apply --plan` executes. Equal plans produce identical text. */
export const renderPlanJson = (plan: Plan): string => `${escapeUnprintable(JSON.stringify(plan, sortMembers, 2))}\n`;

function sortMembers(_: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort(compareByRank);
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}
