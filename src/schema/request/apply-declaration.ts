import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';

/**
 * Applies a declaration to a live object, both in the same form: undeclared members stay, and `null` removes a member. Members that the
 * declaration excludes are null in it already (`replaceAlternatives`).
 */
export const applyDeclaration = (live: JsonObject, declared: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries({ ...live, ...declared }).flatMap(([name, value]): [string, JsonValue][] => {
      if (value === null) return [];
      if (!Object.hasOwn(declared, name) || !isObject(value)) return [[name, value]];
      const old = getObjectMember(live, name);
      return [[name, applyDeclaration(isObject(old) ? old : {}, value)]];
    }),
  );
