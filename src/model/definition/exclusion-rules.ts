import { getObjectMember, isEqual, type JsonObject } from '../json/json-value.ts';
import type { ExclusionRule } from './definition.ts';

/** Checks whether any of the rules excludes a resource. */
export const isExcludedByRule = (rules: readonly ExclusionRule[], resource: JsonObject): boolean =>
  rules.some((rule) => isRuleMatch(rule, resource));

function isRuleMatch({ field, values, others, of, notOf = [] }: ExclusionRule, resource: JsonObject): boolean {
  if (of && !hasFieldValues(resource, of)) return false;
  if (notOf.some((part) => hasFieldValues(resource, part))) return false;
  return values.some((value) => isEqual(getObjectMember(resource, field), value)) !== (others === true);
}

const hasFieldValues = (resource: JsonObject, fields: JsonObject): boolean =>
  Object.entries(fields).every(([name, value]) => isEqual(getObjectMember(resource, name), value));
