import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';

/**
 * How a member behaves in a PATCH. Not sent: kept, always. Sent as null: unset. Else
 * `replace` (the default) takes the new value, `merge` lays an object's members over the present ones, `mergeDeep` does so at any depth.
 */
export type MemberPatchMode = 'replace' | 'merge' | 'mergeDeep';

/**
 * How one member of a resource behaves. A plain mode is proven by recorded traffic or by the API's reference; what is only
 * believed says so. An object that no fact names is believed to be replaced.
 */
export type PatchFact = MemberPatchMode | { readonly believed: MemberPatchMode };
export type PatchFacts = Readonly<Record<string, PatchFact>>;

/** What the emulator does with objects whose mode is not proven: as it believes, or all the same way. */
export const UNPROVEN_PATCHES = ['as-believed', 'merge', 'replace'] as const;
export type UnprovenPatch = (typeof UNPROVEN_PATCHES)[number];

/** The modes in force for the members of `changes`. */
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

/** Null on create means "not set": the API answers as if the member had not been sent. */
export const omitNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
