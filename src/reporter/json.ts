import { isObject } from '../model/json/json.ts';
import { escapeUnprintable } from '../model/json/printable-json.ts';
import type { Plan } from '../model/plan/plan.ts';

/** Members that say most come first; the others follow by name, so that the text does not depend on how a plan was put together. */
const FIRST = [
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
const RANKS = new Map(FIRST.map((name, index) => [name, index]));

const rank = (name: string): number => RANKS.get(name) ?? FIRST.length;
const byRank = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : 1);

/** The very plan: what `apply` takes. Equal plans give equal texts. */
export const planJson = (plan: Plan): string => `${escapeUnprintable(JSON.stringify(plan, inOrder, 2))}\n`;

function inOrder(_: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort(byRank);
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}
