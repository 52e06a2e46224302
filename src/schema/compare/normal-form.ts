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
import { getItemShape, getMemberShape, isEmptyUnset, parseReference, type Shape } from '../schema-shape.ts';

/**
 * The normal form of a value: sets and keyed lists as maps from item to item, ordered lists and secrets as one leaf, so that a
 * member-by-member comparison says what a person would say. The marks begin with NUL, which no YAML or JSON name of Auth0 holds.
 */
export const SET_KEY = '\u0000set';
export const LIST_KEY = '\u0000list';
export const SECRET_KEY = '\u0000secret';

export interface CompareOptions {
  /** How a reference reads: the target's key for what a person sees, or the value itself on the wire. */
  readonly reference: (type: string, value: string) => string;
  /** Places that are secret although the schema does not say so. */
  readonly secrets: ReadonlySet<Pointer>;
  /** Whether what is not there counts as what the API fills in: so for a live resource, not for one that is yet to be made. */
  readonly defaults: boolean;
  /** Whether what the tenant never shows counts as missing there, so that it is sent again. */
  readonly resends?: boolean;
}

/** Reads a value as it stands, without translating references: how the wire is compared with the wire. */
export const AS_IS: CompareOptions = { reference: (_, value) => value, secrets: new Set(), defaults: true };

/** The normal form; undefined where there is nothing to compare: unset, computed by the API, or never returned by it. */
export function toNormalForm(
  shape: Shape | undefined,
  value: JsonValue | undefined,
  options: CompareOptions,
  at: Pointer,
): JsonValue | undefined {
  const schema = shape?.schema;
  if (value === undefined || value === null || isUncompared(schema, options)) return undefined;
  // Comes back encrypted: only whether it is there can be compared.
  if (schema?.['x-opaque']) return { [SECRET_KEY]: true };
  if (isEmpty(value) && isEmptyUnset(schema)) return undefined;
  if (isSecret(shape, options, at, value)) return { [SECRET_KEY]: toCanonicalJson(value) };
  if (isArray(value)) return normalizeArray(shape, value, options, at);
  if (isObject(value)) {
    const form = normalizeObject(shape, value, options, at);
    // Members that are unset leave nothing behind.
    return isEmptyUnset(schema) && isEmpty(form) ? undefined : form;
  }
  const reference = parseReference(schema);
  return reference && !reference.field && typeof value === 'string' ? options.reference(reference.type, value) : value;
}

/** Neither side of a comparison with the tenant says it; what is attached is compared one by one. What is yet to be made says what it will be given. */
export const isUncompared = (schema: Schema | undefined, options: CompareOptions): boolean =>
  schema?.readOnly === true ||
  schema?.['x-attached'] === true ||
  (schema?.writeOnly === true && !schema['x-shown-as'] && options.defaults);

/** What the tenant never shows as it is. */
export const isHidden = (schema: Schema | undefined): boolean =>
  (schema?.writeOnly === true || schema?.['x-opaque'] === true) && !schema['x-create-only'] && !schema['x-shown-as'];

export const isEmpty = (value: JsonValue): boolean =>
  value === '' || (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);

/** A secret anywhere inside a list makes the whole list one: its items would else be named by their values. */
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
    result[key && isObject(item) ? readItemKey(items, key, item, options) : toItemText(form)] = form;
  });
  return result;
}

/** With the lists inside as they are: a text of a text would double what it quotes, at each level. */
function unfoldLists(form: JsonValue): JsonValue {
  if (!isObject(form)) return form;
  const list = form[LIST_KEY];
  if (typeof list === 'string') return parseCanonicalText(list);
  return Object.fromEntries(Object.entries(form).map(([name, inner]) => [name, unfoldLists(inner)]));
}

/** What names an item of a keyed list: the values of its key fields. */
export const buildItemKey = (key: readonly string[], item: JsonObject): string =>
  joinKey(key.map((field) => toScalarText(getObjectMember(item, field))));

/** The same, with references read as keys. */
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
        const value = getObjectMember(item, field) ?? null;
        const reference = items && parseReference(getMemberShape(items, item, field)?.schema);
        return [
          field,
          reference && !reference.field && typeof value === 'string' ? options.reference(reference.type, value) : value,
        ];
      }),
    ),
  );

const toScalarText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : toCanonicalJson(value ?? null);
const toItemText = toScalarText;

/** Back from the normal form to a value that can be shown. */
export function renderNormalForm(form: JsonValue): JsonValue {
  if (!isObject(form)) return isArray(form) ? form.map(renderNormalForm) : form;
  if (Object.hasOwn(form, SECRET_KEY)) return SECRET_MARK;
  const list = form[LIST_KEY];
  if (typeof list === 'string') return renderNormalForm(parseCanonicalText(list));
  const members = Object.entries(form).filter(([name]) => name !== SET_KEY);
  if (Object.hasOwn(form, SET_KEY)) return members.map(([, item]) => renderNormalForm(item));
  return Object.fromEntries(members.map(([name, item]) => [name, renderNormalForm(item)]));
}

/** Reads back a text that `canonical` wrote. */
const parseCanonicalText = (text: string): JsonValue => JSON.parse(text);
