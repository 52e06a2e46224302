import { isObject, type JsonObject, type JsonValue, member } from '../../model/json.ts';

/**
 * How a member behaves in a PATCH. Not sent: kept, always. Sent as null: unset. Else
 * `replace` (the default) takes the new value, `merge` lays an object's members over the present ones, `mergeDeep` does so at any depth.
 */
export type PatchMode = 'replace' | 'merge' | 'mergeDeep';

export function patched(object: JsonObject, changes: JsonObject, modes: Readonly<Record<string, PatchMode>> = {}): JsonObject {
  const result = new Map(Object.entries(object));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) result.delete(name);
    else result.set(name, newValue(member(object, name), value, modes[name] ?? 'replace'));
  }
  return Object.fromEntries(result);
}

function newValue(before: JsonValue | undefined, value: JsonValue, mode: PatchMode): JsonValue {
  if (mode === 'replace' || !isObject(value)) return value;
  const base = isObject(before) ? before : {};
  return patched(base, value, mode === 'mergeDeep' ? modesFor(value) : {});
}

const modesFor = (value: JsonObject): Record<string, PatchMode> =>
  Object.fromEntries(Object.keys(value).map((name) => [name, 'mergeDeep' as const]));

/** Null on create means "not set": the API answers as if the member had not been sent. */
export const withoutNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
