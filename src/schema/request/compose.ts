import { equal, isArray, isObject, type JsonArray, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { isEmpty, readKey } from '../compare/normal.ts';
import type { PatchMode } from '../load.ts';
import { hasSameForm, itemShape, keepsNoEmpty, memberShape, referenceOf, type Shape } from '../walk.ts';

/** How declared values become what is sent. */
export interface Wire {
  /** The placeholder or id that a reference becomes. */
  readonly reference: (type: string, key: string) => JsonValue;
  /** How a reference reads: an id becomes the key it is known by. */
  readonly reads: (type: string, value: string) => string;
  readonly secrets: ReadonlySet<Pointer>;
}

/** The body that creates a resource, or what is declared at a place in one: without what is unset or empty where that is the same. */
export const createBody = (shape: Shape, declared: JsonObject, wire: Wire, at: Pointer = ''): JsonObject => {
  const body = composeObject(shape, undefined, declared, wire, at, 'replace');
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => {
      const child = memberShape(shape, declared, name);
      return !isImplied(child, value) && !(keepsNoEmpty(child?.schema) && isEmpty(value));
    }),
  );
};

/** A fixed member that says what the API says by itself: newer tenants know it, older ones refuse it. */
const isImplied = (shape: Shape | undefined, value: JsonValue): boolean =>
  shape?.schema['x-create-only'] === true &&
  shape.schema['x-server-default'] !== undefined &&
  equal(value, shape.schema['x-server-default']);

/**
 * The body of an update that changes the given top-level members. Members the API replaces whole are sent whole: the live ones
 * with the declared ones laid over them, so that nothing undeclared is lost (facts of the API's PATCH, by type).
 */
export function updateBody(
  shape: Shape,
  live: JsonObject,
  declared: JsonObject,
  names: readonly string[],
  wire: Wire,
): JsonObject {
  const holder = { ...live, ...declared };
  const changed = names.map((name): [string, JsonValue] => {
    const kept = inForm(shape, live, holder, name);
    return [name, compose(memberShape(shape, holder, name), kept, member(declared, name) ?? null, wire, `/${escapeStep(name)}`)];
  });
  return { ...resent(shape, live), ...Object.fromEntries([...changed, ...along(shape, holder, declared, names, wire)]) };
}

/** Where a field's form depends on another one that changes, nothing of the old value is carried along. */
function inForm(shape: Shape, live: JsonObject, holder: JsonObject, name: string): JsonValue | undefined {
  return hasSameForm(shape, live, holder, name) ? member(live, name) : undefined;
}

/** The whole resource, for an endpoint that replaces it: the live one with the declared members laid over it. */
export const wholeBody = (shape: Shape, live: JsonObject, declared: JsonObject, wire: Wire): JsonObject =>
  composeObject(shape, live, declared, wire, '', 'replace');

/** Declared values that the API would reset if an update left them out, and that it does not show. */
const along = (
  shape: Shape,
  holder: JsonObject,
  declared: JsonObject,
  names: readonly string[],
  wire: Wire,
): readonly [string, JsonValue][] =>
  names.length === 0
    ? []
    : resetBy(shape, holder)
        .filter((name) => !names.includes(name) && isObject(member(declared, name)))
        .map((name) => [
          name,
          compose(memberShape(shape, holder, name), undefined, member(declared, name) ?? null, wire, `/${escapeStep(name)}`),
        ]);

/** Fields that an update resets unless it sends them. */
export const resetBy = (shape: Shape, holder: JsonObject): readonly string[] =>
  Object.keys(shape.schema.properties ?? {}).filter(
    (name) => memberShape(shape, holder, name)?.schema['x-resend'] === 'declared',
  );

/** Live values that the API would overwrite if an update left them out. */
function resent(shape: Shape, live: JsonObject): JsonObject {
  const names = Object.keys(live).filter((name) => memberShape(shape, live, name)?.schema['x-resend'] === true);
  return Object.fromEntries(
    names.map((name) => [name, fromLive(memberShape(shape, live, name), live[name], `/${name}`) ?? null]),
  );
}

/** Somebody's own object that reads like a placeholder is marked as what it is; its members may still hold placeholders. */
const unmistakable = (value: JsonObject): JsonObject =>
  ['$ref', '$made', '$version', '$secret', '$live', '$literal'].some((name) => Object.hasOwn(value, name))
    ? { $literal: value }
    : value;

/** What nobody knows of an object nobody knows of the objects in it. */
export const modeOf = (shape: Shape | undefined, outer: PatchMode): PatchMode =>
  shape?.schema['x-patch'] ?? (outer === 'unproven' ? 'unproven' : 'replace');

function compose(
  shape: Shape | undefined,
  live: JsonValue | undefined,
  declared: JsonValue,
  wire: Wire,
  at: Pointer,
  outer: PatchMode = 'replace',
): JsonValue {
  if (declared === null) return null;
  if (shape?.schema['x-secret'] || wire.secrets.has(at)) return { $secret: at };
  if (isObject(declared))
    return unmistakable(composeObject(shape, isObject(live) ? live : undefined, declared, wire, at, modeOf(shape, outer)));
  if (isArray(declared)) return composeArray(shape, isArray(live) ? live : [], declared, wire, at);
  const reference = referenceOf(shape?.schema);
  return reference && !reference.field && typeof declared === 'string' ? wire.reference(reference.type, declared) : declared;
}

function composeObject(
  shape: Shape | undefined,
  live: JsonObject | undefined,
  declared: JsonObject,
  wire: Wire,
  at: Pointer,
  mode: PatchMode,
): JsonObject {
  const holder = live && shape?.schema.allOf ? { ...live, ...declared } : declared;
  const old = (name: string): JsonValue | undefined =>
    live && (shape?.schema.allOf ? inForm(shape, live, holder, name) : member(live, name));
  const result: Record<string, JsonValue> = {};
  if (live && mode !== 'merge') {
    for (const name of Object.keys(live).filter((kept) => !Object.hasOwn(declared, kept))) {
      const kept = fromLive(shape && memberShape(shape, holder, name), old(name), `${at}/${escapeStep(name)}`);
      if (kept !== undefined) result[name] = kept;
    }
    Object.assign(result, shownElsewhere(shape, live, declared));
  }
  for (const name of Object.keys(declared)) {
    const child = shape && memberShape(shape, holder, name);
    const value = member(declared, name) ?? null;
    if (value === null && !isSentAsNull(child, mode, live !== undefined)) continue;
    if (child?.schema.readOnly) continue;
    if (mode !== 'merge' && child?.schema['x-empty'] === 'refused' && isEmpty(value)) continue;
    result[name] = compose(child, old(name), value, wire, `${at}/${escapeStep(name)}`, mode);
  }
  return shape ? { ...result, ...versionsIn(shape, result) } : result;
}

/** Numbers of versions become placeholders: the ids that the API wants are looked up when the change is made. */
function versionsIn(shape: Shape, composed: JsonObject): JsonObject {
  const members = Object.entries(composed).flatMap(([name, value]): [string, JsonValue][] => {
    const sibling = memberShape(shape, composed, name)?.schema['x-version-of'];
    const of = sibling === undefined ? undefined : member(composed, sibling);
    return of === undefined || typeof value !== 'number' ? [] : [[name, { $version: value, of }]];
  });
  return Object.fromEntries(members);
}

/** Members that the API shows under another name only, with what it shows there: left out, they would be lost. */
function shownElsewhere(shape: Shape | undefined, live: JsonObject, declared: JsonObject): JsonObject {
  const names = Object.entries(shape?.schema.properties ?? {}).filter(
    ([name, { 'x-shown-as': other }]) => other !== undefined && !Object.hasOwn(live, name) && !Object.hasOwn(declared, name),
  );
  return Object.fromEntries(
    names.flatMap(([name, { 'x-shown-as': other = '' }]): [string, JsonValue][] => {
      const value = member(live, other);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * Where the whole is replaced, leaving a member out unsets it; where members merge, only null does. Where no source says which, null is sent
 * if the API takes it: that is right in both cases. What a create needs it takes as null.
 */
export function isSentAsNull(shape: Shape | undefined, mode: PatchMode, exists: boolean): boolean {
  if (mode === 'merge' || shape?.schema['x-create-required']) return true;
  const types = shape?.schema.type;
  return mode === 'unproven' && exists && typeof types !== 'string' && types?.includes('null') === true;
}

function composeArray(shape: Shape | undefined, live: JsonArray, declared: JsonArray, wire: Wire, at: Pointer): JsonArray {
  const items = itemShape(shape);
  const key = shape?.schema['x-item-key'];
  const keyIn = (item: JsonObject): string => readKey(items, key ?? [], item, { reference: wire.reads });
  const byKey = new Map(key ? live.filter(isObject).map((item) => [keyIn(item), item]) : []);
  return declared.map((item, index) =>
    compose(items, key && isObject(item) ? byKey.get(keyIn(item)) : undefined, item, wire, `${at}/${index}`),
  );
}

/** A live value that is sent back: without what the API computes; a secret by its place, read again just before. */
function fromLive(shape: Shape | undefined, live: JsonValue | undefined, at: Pointer): JsonValue | undefined {
  if (live === undefined || shape?.schema.readOnly || shape?.schema['x-opaque']) return undefined;
  if (live === null) return null;
  if (shape?.schema['x-secret']) return { $live: at };
  if (isArray(live)) {
    const items = itemShape(shape);
    return live.map((item, index) => fromLive(items, item, `${at}/${index}`) ?? null);
  }
  if (!isObject(live)) return live;
  const members = Object.keys(live).flatMap((name): [string, JsonValue][] => {
    const kept = fromLive(shape && memberShape(shape, live, name), member(live, name), `${at}/${escapeStep(name)}`);
    return kept === undefined ? [] : [[name, kept]];
  });
  return unmistakable(Object.fromEntries(members));
}
