import { joinKey } from '../../model/address.ts';
import {
  getObjectMember,
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
  toCanonicalJson,
} from '../../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import type { Schema } from '../load-schema.ts';
import { getItemShape, getMemberShape, isEmptyUnset, parseReference, type Shape, translateReference } from '../schema-shape.ts';
import { normalizeSpelling } from './value-spelling.ts';

/**
 * Members that mark special values in the normal form: sets and keyed lists become maps by item, ordered lists and secrets become a single
 * leaf. Comparing two normal forms member by member then finds the differences that a person would name. The marks begin with NUL, which
 * does not occur in YAML and in Auth0's member names.
 */
export const SET_KEY = '\u0000set';
export const LIST_KEY = '\u0000list';
export const SECRET_KEY = '\u0000secret';

export interface CompareOptions {
  /** Translates a reference: an id to the target's key, or the value itself to compare API values. */
  readonly reference: (type: string, value: string) => string;
  /** Places that are secret although the schema does not mark them. */
  readonly secrets: ReadonlySet<Pointer>;
  /** Whether an absent value counts as the server's default: true for a live resource, false for one that is to be created. */
  readonly defaults: boolean;
  /** Whether values that the tenant never shows count as missing, so that they are sent again. */
  readonly resends?: boolean;
}

/** Compares API values with API values, without translating references. */
export const AS_IS: CompareOptions = { reference: (_, value) => value, secrets: new Set(), defaults: true };

/** Converts a value to its normal form; `undefined` if there is nothing to compare: unset, computed by the API, or never returned. */
export function toNormalForm(
  shape: Shape | undefined,
  value: JsonValue | undefined,
  options: CompareOptions,
  at: Pointer,
): JsonValue | undefined {
  const schema = shape?.schema;
  if (value === undefined || value === null || isUncompared(schema, options)) return undefined;
  // The API returns it encrypted, so only its presence can be compared.
  if (schema?.['x-opaque']) return { [SECRET_KEY]: true };
  if (isEmpty(value) && isEmptyUnset(schema)) return undefined;
  if (isSecret(shape, options, at, value)) return { [SECRET_KEY]: toCanonicalJson(translateReferences(shape, value, options)) };
  if (isArray(value)) return normalizeArray(shape, value, options, at);
  if (isObject(value)) {
    const form = normalizeObject(shape, value, options, at);
    // All members may be unset, which makes the object empty.
    return isEmptyUnset(schema) && isEmpty(form) ? undefined : form;
  }
  return translateValue(schema, value, options);
}

function translateValue<T extends JsonValue>(
  schema: Schema | undefined,
  value: T,
  options: Pick<CompareOptions, 'reference'>,
): T | string {
  const reference = parseReference(schema);
  return reference && !reference.field && typeof value === 'string'
    ? translateReference(reference, value, options.reference)
    : value;
}

/** Translates the references in a value that is compared as it is: a list with a secret inside may also name other resources. */
export function translateReferences(
  shape: Shape | undefined,
  value: JsonValue,
  options: Pick<CompareOptions, 'reference'>,
): JsonValue {
  if (isArray(value)) {
    const items = getItemShape(shape);
    return value.map((item) => translateReferences(items, item, options));
  }
  if (!isObject(value)) return translateValue(shape?.schema, value, options);
  return Object.fromEntries(
    Object.keys(value).map((name): [string, JsonValue] => {
      const child = shape && getMemberShape(shape, value, name);
      return [name, translateReferences(child, getObjectMember(value, name) ?? null, options)];
    }),
  );
}

/**
 * Whether a value is excluded from comparison: computed by the API, never returned by it, or an attached list, whose items are compared one
 * by one. Values that the API never returns do count for a resource that is to be created (`defaults: false`).
 */
export const isUncompared = (schema: Schema | undefined, options: CompareOptions): boolean =>
  schema?.readOnly === true ||
  schema?.['x-attached'] === true ||
  (schema?.writeOnly === true && !schema['x-shown-as'] && options.defaults);

/** Whether the API never returns the value in plain form. */
export const isHidden = (schema: Schema | undefined): boolean =>
  (schema?.writeOnly === true || schema?.['x-opaque'] === true) && !schema['x-create-only'] && !schema['x-shown-as'];

export const isEmpty = (value: JsonValue): boolean =>
  value === '' || (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);

/** A list with a secret inside is secret as a whole, because the normal form identifies its items by their values. */
function isSecret(shape: Shape | undefined, options: CompareOptions, at: Pointer, value: JsonValue): boolean {
  if (shape?.schema['x-secret'] || options.secrets.has(at)) return true;
  if (!isArray(value)) return false;
  if (getItemShape(shape)?.schema['x-secret']) return true;
  return [...options.secrets].some((place) => place.startsWith(`${at}/`)) && !shape?.schema['x-item-key'];
}

function normalizeObject(shape: Shape | undefined, value: JsonObject, options: CompareOptions, at: Pointer): JsonObject {
  const result: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(value)) {
    const child = shape && getMemberShape(shape, value, name);
    const form = toNormalForm(child, getObjectMember(value, name), options, `${at}/${escapeStep(name)}`);
    if (form !== undefined) result[name] = form;
  }
  return result;
}

function normalizeArray(shape: Shape | undefined, value: JsonArray, options: CompareOptions, at: Pointer): JsonValue {
  const items = getItemShape(shape);
  const forms = value.map((item, index) => toNormalForm(items, item, options, `${at}/${index}`) ?? null);
  const key = shape?.schema['x-item-key'];
  if (!key && !shape?.schema['x-unordered']) return { [LIST_KEY]: toCanonicalJson(forms.map(unfoldLists)) };
  const result: Record<string, JsonValue> = Object.create(null);
  result[SET_KEY] = true;
  forms.forEach((form, index) => {
    const item = value[index] ?? null;
    result[key && isObject(item) ? readItemKey(items, key, item, options) : toScalarText(form)] = form;
  });
  return result;
}

/** Restores nested lists before serializing: otherwise, quoting would double the length of the text at each level. */
function unfoldLists(form: JsonValue): JsonValue {
  if (!isObject(form)) return form;
  const list = form[LIST_KEY];
  if (typeof list === 'string') return parseCanonicalText(list);
  return Object.fromEntries(Object.entries(form).map(([name, inner]) => [name, unfoldLists(inner)]));
}

/** Builds the key of an item of a keyed list from the values of its key fields. */
export const buildItemKey = (key: readonly string[], item: JsonObject): string =>
  joinKey(key.map((field) => toScalarText(getObjectMember(item, field))));

/** Builds the key of an item, with ids of references translated to keys. */
export const readItemKey = (
  items: Shape | undefined,
  key: readonly string[],
  item: JsonObject,
  options: Pick<CompareOptions, 'reference'>,
): string =>
  buildItemKey(
    key,
    Object.fromEntries(
      key.map((field): [string, JsonValue] => {
        const schema = items && getMemberShape(items, item, field)?.schema;
        const value = getObjectMember(item, field) ?? null;
        return [field, translateValue(schema, normalizeSpelling(schema?.['x-spelling'], value), options)];
      }),
    ),
  );

const toScalarText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : toCanonicalJson(value ?? null);

/** Converts a normal form back to a value that can be shown. */
export function renderNormalForm(form: JsonValue): JsonValue {
  if (!isObject(form)) return isArray(form) ? form.map(renderNormalForm) : form;
  if (Object.hasOwn(form, SECRET_KEY)) return SECRET_MARK;
  const list = form[LIST_KEY];
  if (typeof list === 'string') return renderNormalForm(parseCanonicalText(list));
  const members = Object.entries(form).filter(([name]) => name !== SET_KEY);
  if (Object.hasOwn(form, SET_KEY)) return members.map(([, item]) => renderNormalForm(item));
  return Object.fromEntries(members.map(([name, item]) => [name, renderNormalForm(item)]));
}

/** Parses a text that `toCanonicalJson` produced. */
const parseCanonicalText = (text: string): JsonValue => JSON.parse(text);
