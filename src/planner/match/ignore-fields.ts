import { isPatternMatch } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';

/** Removes members that match `reconcile.ignore` from a declared resource, so that no later step needs to know about ignored fields. */
export function removeIgnoredFields(declared: DeclaredResource, patterns: readonly string[]): DeclaredResource {
  if (patterns.length === 0) return declared;
  const isIgnored = (place: string): boolean => patterns.some((pattern) => isPatternMatch(place, pattern));
  const keepUnignored = (object: JsonObject, at: string): JsonObject =>
    Object.fromEntries(
      Object.entries(object)
        .filter(([name]) => !isIgnored(`${at}/${name}`))
        .map(([name, value]): [string, JsonValue] => [name, isObject(value) ? keepUnignored(value, `${at}/${name}`) : value]),
    );
  const relations = Object.fromEntries(
    Object.entries(declared.relations).filter(([name]) => !isIgnored(`${declared.address}/${name}`)),
  );
  return { ...declared, fields: keepUnignored(declared.fields, declared.address), relations };
}
