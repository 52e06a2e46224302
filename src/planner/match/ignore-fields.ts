import { matchesPattern } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonObject, type JsonValue } from '../../model/json/json.ts';

/** Members that `reconcile.ignore` names leave the desired state before anything is compared, so that nothing later has to know of them. */
export function withoutIgnored(declared: DeclaredResource, patterns: readonly string[]): DeclaredResource {
  if (patterns.length === 0) return declared;
  const ignored = (place: string): boolean => patterns.some((pattern) => matchesPattern(place, pattern));
  const keep = (object: JsonObject, at: string): JsonObject =>
    Object.fromEntries(
      Object.entries(object)
        .filter(([name]) => !ignored(`${at}/${name}`))
        .map(([name, value]): [string, JsonValue] => [name, isObject(value) ? keep(value, `${at}/${name}`) : value]),
    );
  const relations = Object.fromEntries(
    Object.entries(declared.relations).filter(([name]) => !ignored(`${declared.address}/${name}`)),
  );
  return { ...declared, fields: keep(declared.fields, declared.address), relations };
}
