import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';

/**
 * How a PATCH treats a member that is an object. `replace`, the default, stores the new value; `merge` keeps members that were
 * not sent; `mergeDeep` does so at every depth. In all modes null unsets a member.
 */
export type MemberPatchMode = 'replace' | 'merge' | 'mergeDeep';

/**
 * The patch mode of one member of a resource. A plain mode is proven by recorded traffic or the API reference; a `believed` one
 * is an assumption. A member without a fact is assumed to be replaced.
 */
export type PatchFact = MemberPatchMode | { readonly believed: MemberPatchMode };
export type PatchFacts = Readonly<Record<string, PatchFact>>;

/**
 * How the emulator patches objects for which no source proves whether the API merges or replaces them: as it assumes for each,
 * or all the same way. A client that works with every value does not depend on the assumption.
 */
export type UnprovenPatch = 'as-believed' | 'merge' | 'replace';

export const UNPROVEN_PATCHES: readonly UnprovenPatch[] = ['as-believed', 'merge', 'replace'];

/** Returns the patch mode of each member of `changes`. */
export const resolveUnprovenModes = (
  changes: JsonObject,
  facts: PatchFacts,
  unproven: UnprovenPatch,
): Readonly<Record<string, MemberPatchMode>> =>
  Object.fromEntries(Object.keys(changes).map((name) => [name, resolveUnprovenMode(facts[name], unproven)]));

export function resolveUnprovenMode(fact: PatchFact = { believed: 'replace' }, unproven: UnprovenPatch): MemberPatchMode {
  if (typeof fact === 'string') return fact;
  if (unproven === 'as-believed') return fact.believed;
  return unproven === 'merge' ? 'mergeDeep' : 'replace';
}

export function patchObject(
  object: JsonObject,
  changes: JsonObject,
  modes: Readonly<Record<string, MemberPatchMode>> = {},
): JsonObject {
  const result = new Map(Object.entries(object));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) result.delete(name);
    else result.set(name, mergeValue(getObjectMember(object, name), value, modes[name] ?? 'replace'));
  }
  return Object.fromEntries(result);
}

function mergeValue(before: JsonValue | undefined, value: JsonValue, mode: MemberPatchMode): JsonValue {
  if (mode === 'replace' || !isObject(value)) return value;
  const base = isObject(before) ? before : {};
  return patchObject(base, value, mode === 'mergeDeep' ? buildDeepModes(value) : {});
}

const buildDeepModes = (value: JsonObject): Record<string, MemberPatchMode> =>
  Object.fromEntries(Object.keys(value).map((name) => [name, 'mergeDeep' as const]));

/** Removes null members. On create, the API treats null as not sent. */
export const omitNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
