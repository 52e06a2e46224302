import { joinKey } from '../../model/address.ts';
import { canonical, isArray, isObject, type JsonArray, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer } from '../../model/json/pointer.ts';
import { SECRET_MARK } from '../../model/plan/plan.ts';
import type { Schema } from '../load.ts';
import { itemShape, keepsNoEmpty, memberShape, referenceOf, type Shape } from '../walk.ts';

/**
 * The normal form of a value: sets and keyed lists as maps from item to item, ordered lists and secrets as one leaf, so that a
 * member-by-member comparison says what a person would say. The marks begin with NUL, which no YAML or JSON name of Auth0 holds.
 */
export const SET = '\u0000set';
export const LIST = '\u0000list';
export const SECRET = '\u0000secret';

export interface Reading {
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
export const WIRE: Reading = { reference: (_, value) => value, secrets: new Set(), defaults: true };

/** The normal form; undefined where there is nothing to compare: unset, computed by the API, or never returned by it. */
export function normal(
  shape: Shape | undefined,
  value: JsonValue | undefined,
  reading: Reading,
  at: Pointer,
): JsonValue | undefined {
  const schema = shape?.schema;
  if (value === undefined || value === null || isUnseen(schema, reading)) return undefined;
  // Comes back encrypted: only whether it is there can be compared.
  if (schema?.['x-opaque']) return { [SECRET]: true };
  if (isEmpty(value) && keepsNoEmpty(schema)) return undefined;
  if (isSecret(shape, reading, at, value)) return { [SECRET]: canonical(value) };
  if (isArray(value)) return normalArray(shape, value, reading, at);
  if (isObject(value)) {
    const form = normalObject(shape, value, reading, at);
    // Members that are unset leave nothing behind.
    return keepsNoEmpty(schema) && isEmpty(form) ? undefined : form;
  }
  const reference = referenceOf(schema);
  return reference && !reference.field && typeof value === 'string' ? reading.reference(reference.type, value) : value;
}

/** Neither side of a comparison with the tenant says it; what is attached is compared one by one. What is yet to be made says what it will be given. */
export const isUnseen = (schema: Schema | undefined, reading: Reading): boolean =>
  schema?.readOnly === true ||
  schema?.['x-attached'] === true ||
  (schema?.writeOnly === true && !schema['x-shown-as'] && reading.defaults);

/** What the tenant never shows as it is. */
export const isHidden = (schema: Schema | undefined): boolean =>
  (schema?.writeOnly === true || schema?.['x-opaque'] === true) && !schema['x-create-only'] && !schema['x-shown-as'];

export const isEmpty = (value: JsonValue): boolean =>
  value === '' || (isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);

/** A secret anywhere inside a list makes the whole list one: its items would else be named by their values. */
function isSecret(shape: Shape | undefined, reading: Reading, at: Pointer, value: JsonValue): boolean {
  if (shape?.schema['x-secret'] || reading.secrets.has(at)) return true;
  if (!isArray(value)) return false;
  if (itemShape(shape)?.schema['x-secret']) return true;
  return [...reading.secrets].some((place) => place.startsWith(`${at}/`)) && !shape?.schema['x-item-key'];
}

function normalObject(shape: Shape | undefined, value: JsonObject, reading: Reading, at: Pointer): JsonObject {
  const result: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(value)) {
    const child = shape && memberShape(shape, value, name);
    const form = normal(child, member(value, name), reading, `${at}/${escapeStep(name)}`);
    if (form !== undefined) result[name] = form;
  }
  return result;
}

function normalArray(shape: Shape | undefined, value: JsonArray, reading: Reading, at: Pointer): JsonValue {
  const items = itemShape(shape);
  const forms = value.map((item, index) => normal(items, item, reading, `${at}/${index}`) ?? null);
  const key = shape?.schema['x-item-key'];
  if (!key && !shape?.schema['x-unordered']) return { [LIST]: canonical(forms.map(unfolded)) };
  const result: Record<string, JsonValue> = Object.create(null);
  result[SET] = true;
  forms.forEach((form, index) => {
    const item = value[index] ?? null;
    result[key && isObject(item) ? readKey(items, key, item, reading) : itemText(form)] = form;
  });
  return result;
}

/** With the lists inside as they are: a text of a text would double what it quotes, at each level. */
function unfolded(form: JsonValue): JsonValue {
  if (!isObject(form)) return form;
  const list = form[LIST];
  if (typeof list === 'string') return parseOwn(list);
  return Object.fromEntries(Object.entries(form).map(([name, inner]) => [name, unfolded(inner)]));
}

/** What names an item of a keyed list: the values of its key fields. */
export const itemKey = (key: readonly string[], item: JsonObject): string =>
  joinKey(key.map((field) => scalarText(member(item, field))));

/** The same, with references read as keys. */
export const readKey = (
  items: Shape | undefined,
  key: readonly string[],
  item: JsonObject,
  reading: Pick<Reading, 'reference'>,
): string =>
  itemKey(
    key,
    Object.fromEntries(
      key.map((field): [string, JsonValue] => {
        const value = member(item, field) ?? null;
        const reference = items && referenceOf(memberShape(items, item, field)?.schema);
        return [
          field,
          reference && !reference.field && typeof value === 'string' ? reading.reference(reference.type, value) : value,
        ];
      }),
    ),
  );

const scalarText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : canonical(value ?? null));
const itemText = scalarText;

/** Back from the normal form to a value that can be shown. */
export function shown(form: JsonValue): JsonValue {
  if (!isObject(form)) return isArray(form) ? form.map(shown) : form;
  if (Object.hasOwn(form, SECRET)) return SECRET_MARK;
  const list = form[LIST];
  if (typeof list === 'string') return shown(parseOwn(list));
  const members = Object.entries(form).filter(([name]) => name !== SET);
  if (Object.hasOwn(form, SET)) return members.map(([, item]) => shown(item));
  return Object.fromEntries(members.map(([name, item]) => [name, shown(item)]));
}

/** Reads back a text that `canonical` wrote. */
const parseOwn = (text: string): JsonValue => JSON.parse(text);
