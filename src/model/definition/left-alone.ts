import { equal, type JsonObject, member } from '../json/json.ts';
import type { LeftAlone } from './definition.ts';

/** Whether any of the rules says to leave a resource alone. */
export const isLeftAlone = (rules: readonly LeftAlone[], resource: JsonObject): boolean =>
  rules.some((rule) => holds(rule, resource));

function holds({ field, values, others, of, notOf = [] }: LeftAlone, resource: JsonObject): boolean {
  if (of && !has(resource, of)) return false;
  if (notOf.some((part) => has(resource, part))) return false;
  return values.some((value) => equal(member(resource, field), value)) !== (others === true);
}

const has = (resource: JsonObject, fields: JsonObject): boolean =>
  Object.entries(fields).every(([name, value]) => equal(member(resource, name), value));
