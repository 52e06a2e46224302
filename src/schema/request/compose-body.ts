import {
  getObjectMember,
  isArray,
  isEqual,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import {
  addReferencePrefix,
  createSecretPlaceholder,
  createVersionPlaceholder,
  markLiteral,
} from '../../model/plan/placeholders.ts';
import { isEmpty, readItemKey } from '../compare/normal-form.ts';
import type { PatchMode } from '../load-schema.ts';
import {
  getItemShape,
  getMemberShape,
  getReferenceTarget,
  hasSameForm,
  isEmptyUnset,
  parseReference,
  type Shape,
} from '../schema-shape.ts';
import { collectShownElsewhere, composeLiveValue, composeResentLive } from './compose-live.ts';

/** How declared values are encoded for a request. */
export interface EncodeOptions {
  /** Turns the key of a reference into an id or a placeholder. */
  readonly encodeReference: (type: string, key: string) => JsonValue;
  /** Turns the id of a reference into the key that the resource is known by. */
  readonly readReference: (type: string, value: string) => string;
  /** Declared places that are secret although the schema does not mark them. */
  readonly secrets: ReadonlySet<Pointer>;
}

/**
 * Builds the body that creates a resource, or the part of a resource at the place `at`. Omits unset members, and empty ones if the API
 * treats them as unset.
 */
export const composeCreateBody = (shape: Shape, declared: JsonObject, options: EncodeOptions, at: Pointer = ''): JsonObject => {
  const body = composeObject(shape, undefined, declared, options, at, 'replace');
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => {
      const child = getMemberShape(shape, declared, name);
      return !isImplied(child, value) && !(isEmptyUnset(child?.schema) && isEmpty(value));
    }),
  );
};

/** Whether a create-only member has the server's default. It is omitted, because older tenants refuse members that they do not know. */
const isImplied = (shape: Shape | undefined, value: JsonValue): boolean =>
  shape?.schema['x-create-only'] === true &&
  shape.schema['x-server-default'] !== undefined &&
  isEqual(value, shape.schema['x-server-default']);

/**
 * Builds the body of an update that changes the given top-level members. An object that the API replaces as a whole (`x-patch`) is sent
 * complete: the live members, overridden by the declared ones, so that no undeclared member is lost.
 */
export function composeUpdateBody(
  shape: Shape,
  live: JsonObject,
  declared: JsonObject,
  names: readonly string[],
  options: EncodeOptions,
): JsonObject {
  const holder = { ...live, ...declared };
  const changed = names.map((name): [string, JsonValue] => {
    const kept = getCarriedValue(shape, live, holder, name);
    return [
      name,
      composeValue(
        getMemberShape(shape, holder, name),
        kept,
        getObjectMember(declared, name) ?? null,
        options,
        `/${escapeStep(name)}`,
      ),
    ];
  });
  return {
    ...composeResentLive(shape, live),
    ...Object.fromEntries([...changed, ...composeResentDeclared(shape, holder, declared, names, options)]),
  };
}

/** Returns the live value to carry over; `undefined` if the field's form changes with another field, so the old value does not fit. */
function getCarriedValue(shape: Shape, live: JsonObject, holder: JsonObject, name: string): JsonValue | undefined {
  return hasSameForm(shape, live, holder, name) ? getObjectMember(live, name) : undefined;
}

/** Builds the complete resource for an endpoint that replaces it: the live members, overridden by the declared ones. */
export const composeWholeBody = (shape: Shape, live: JsonObject, declared: JsonObject, options: EncodeOptions): JsonObject =>
  composeObject(shape, live, declared, options, '', 'replace');

/** Adds declared values that the API does not return and would reset if an update omitted them (`x-resend: declared`). */
const composeResentDeclared = (
  shape: Shape,
  holder: JsonObject,
  declared: JsonObject,
  names: readonly string[],
  options: EncodeOptions,
): readonly [string, JsonValue][] =>
  names.length === 0
    ? []
    : listResetFields(shape, holder)
        .filter((name) => !names.includes(name) && isObject(getObjectMember(declared, name)))
        .map((name) => [
          name,
          composeValue(
            getMemberShape(shape, holder, name),
            undefined,
            getObjectMember(declared, name) ?? null,
            options,
            `/${escapeStep(name)}`,
          ),
        ]);

/** Lists the fields that an update resets unless it sends them. */
export const listResetFields = (shape: Shape, holder: JsonObject): readonly string[] =>
  Object.keys(shape.schema.properties ?? {}).filter(
    (name) => getMemberShape(shape, holder, name)?.schema['x-resend'] === 'declared',
  );

/** Returns how a PATCH treats an object's omitted members. `unproven` is inherited by nested objects. */
export const resolvePatchMode = (shape: Shape | undefined, outer: PatchMode): PatchMode =>
  shape?.schema['x-patch'] ?? (outer === 'unproven' ? 'unproven' : 'replace');

function composeValue(
  shape: Shape | undefined,
  live: JsonValue | undefined,
  declared: JsonValue,
  options: EncodeOptions,
  at: Pointer,
  outer: PatchMode = 'replace',
): JsonValue {
  if (declared === null) return null;
  if (shape?.schema['x-secret'] || options.secrets.has(at)) return createSecretPlaceholder(at);
  if (isObject(declared))
    return markLiteral(
      composeObject(shape, isObject(live) ? live : undefined, declared, options, at, resolvePatchMode(shape, outer)),
    );
  if (isArray(declared)) return composeArray(shape, isArray(live) ? live : [], declared, options, at);
  const reference = parseReference(shape?.schema);
  const target =
    reference && !reference.field && typeof declared === 'string' ? getReferenceTarget(reference, declared) : undefined;
  if (!reference || target === undefined) return declared;
  return addReferencePrefix(options.encodeReference(reference.type, target), reference.prefix);
}

function composeObject(
  shape: Shape | undefined,
  live: JsonObject | undefined,
  declared: JsonObject,
  options: EncodeOptions,
  at: Pointer,
  mode: PatchMode,
): JsonObject {
  const holder = live && shape?.schema.allOf ? { ...live, ...declared } : declared;
  const getOldValue = (name: string): JsonValue | undefined =>
    live && (shape?.schema.allOf ? getCarriedValue(shape, live, holder, name) : getObjectMember(live, name));
  const result: Record<string, JsonValue> = {};
  if (live && mode !== 'merge') {
    for (const name of Object.keys(live).filter((kept) => !Object.hasOwn(declared, kept))) {
      const kept = composeLiveValue(shape && getMemberShape(shape, holder, name), getOldValue(name), `${at}/${escapeStep(name)}`);
      if (kept !== undefined) result[name] = kept;
    }
    Object.assign(result, collectShownElsewhere(shape, live, declared));
  }
  for (const name of Object.keys(declared)) {
    const child = shape && getMemberShape(shape, holder, name);
    const value = getObjectMember(declared, name) ?? null;
    if (value === null && !isSentAsNull(child, mode, live !== undefined)) continue;
    if (child?.schema.readOnly) continue;
    if (mode !== 'merge' && child?.schema['x-empty'] === 'refused' && isEmpty(value)) continue;
    result[name] = composeValue(child, getOldValue(name), value, options, `${at}/${escapeStep(name)}`, mode);
  }
  return shape ? { ...result, ...buildVersionPlaceholders(shape, result) } : result;
}

/** Replaces version numbers with placeholders. The version ids that the API expects are looked up during apply. */
function buildVersionPlaceholders(shape: Shape, composed: JsonObject): JsonObject {
  const members = Object.entries(composed).flatMap(([name, value]): [string, JsonValue][] => {
    const sibling = getMemberShape(shape, composed, name)?.schema['x-version-of'];
    const of = sibling === undefined ? undefined : getObjectMember(composed, sibling);
    return of === undefined || typeof value !== 'number' ? [] : [[name, createVersionPlaceholder(value, of)]];
  });
  return Object.fromEntries(members);
}

/**
 * Whether unsetting a member requires an explicit null. If the API replaces the whole object, omitting the member is enough; if it merges
 * members, only null works. If no source says which, null is sent where the API accepts it, which is correct in both cases. Members that a
 * create requires are sent as null as well.
 */
export function isSentAsNull(shape: Shape | undefined, mode: PatchMode, exists: boolean): boolean {
  if (mode === 'merge' || shape?.schema['x-create-required']) return true;
  const types = shape?.schema.type;
  return mode === 'unproven' && exists && typeof types !== 'string' && types?.includes('null') === true;
}

function composeArray(
  shape: Shape | undefined,
  live: JsonArray,
  declared: JsonArray,
  options: EncodeOptions,
  at: Pointer,
): JsonArray {
  const items = getItemShape(shape);
  const key = shape?.schema['x-item-key'];
  const readKeyOfItem = (item: JsonObject): string => readItemKey(items, key ?? [], item, { reference: options.readReference });
  const byKey = new Map(key ? live.filter(isObject).map((item) => [readKeyOfItem(item), item]) : []);
  return declared.map((item, index) =>
    composeValue(items, key && isObject(item) ? byKey.get(readKeyOfItem(item)) : undefined, item, options, `${at}/${index}`),
  );
}
