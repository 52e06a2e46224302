import type { Address } from '../../model/address.ts';
import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { type Pointer, stepsOf } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { itemKey, WIRE } from '../../schema/compare/normal.ts';
import { itemShape, memberShape, type Shape } from '../../schema/walk.ts';

/**
 * What the API's answer to a write tells: values that did not take (errors), and fields that moved though nobody asked (warnings).
 * `secrets`: places that must not be quoted although the schema does not say so.
 */
export function verify(
  address: Address,
  shape: Shape,
  sent: JsonValue | undefined,
  answer: JsonValue | undefined,
  before: JsonObject | undefined,
  secrets: ReadonlySet<Pointer>,
): readonly Problem[] {
  if (!isObject(answer) || !isObject(sent)) return [];
  const reading = { ...WIRE, secrets };
  const missed = fieldChanges(shape, answer, sent, reading).filter((change) => !isHidden(change));
  const wanted = before === undefined ? missed : missed.filter(isAsked(fieldChanges(shape, before, sent, reading)));
  const others = Object.fromEntries(
    Object.entries(before ?? {}).filter(([name]) => !Object.hasOwn(sent, name) && isOwn(shape, name)),
  );
  const moved = fieldChanges(shape, answer, others, reading).filter((change) => !isHidden(change));
  return [
    ...wanted.map((change) => notTaken(address, change)),
    ...[...missed.filter((change) => !wanted.includes(change)), ...moved].map((change) => unasked(address, change)),
  ];
}

/** A secret that the answer leaves out was not refused: the API does not show it. */
const isHidden = (change: Change): boolean => change.kind === 'secret' && change.op === 'add';

/** Live values go along where the API replaces an object whole: if one of those moves, that is not what was asked for. */
const isAsked =
  (asked: readonly Change[]) =>
  ({ path }: Change): boolean =>
    asked.some((change) => isWithin(change.path, path) || isWithin(path, change.path));

const isWithin = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** A field of the resource itself: known, and no list that is kept behind an endpoint of its own. */
const isOwn = (shape: Shape, name: string): boolean => {
  const schema = memberShape(shape, {}, name)?.schema;
  return schema !== undefined && !schema['x-relation'];
};

const name = (change: Change): string => stepsOf(change.path).join('.');
const text = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/**
 * A written body with null at every place from which the plan takes a member: that it was left out of the request does not show that it
 * is gone. Items of lists need none of it: a list is compared as a whole.
 */
export function withRemovals(shape: Shape, body: JsonObject, changes: readonly Change[]): JsonObject {
  const removed = changes.filter(({ op, kind }) => op === 'remove' && kind !== 'item').map(({ path }) => stepsOf(path));
  return removed.reduce((result, steps) => withNullAt(shape, result, steps), body);
}

function withNullAt(shape: Shape | undefined, body: JsonObject, [name, ...rest]: readonly string[]): JsonObject {
  if (name === undefined) return body;
  const value = member(body, name);
  if (rest.length === 0) return value === undefined ? { ...body, [name]: null } : body;
  const child = shape && memberShape(shape, body, name);
  if (isObject(value)) return { ...body, [name]: withNullAt(child, value, rest) };
  return isArray(value) ? { ...body, [name]: withNullInItem(child, value, rest) } : body;
}

function withNullInItem(shape: Shape | undefined, list: JsonArray, [key, ...rest]: readonly string[]): JsonArray {
  const [items, keyFields] = [itemShape(shape), shape?.schema['x-item-key'] ?? []];
  return list.map((item) => (isObject(item) && itemKey(keyFields, item) === key ? withNullAt(items, item, rest) : item));
}

export const notTaken = (address: Address, change: Change): Problem => ({
  code: 'value-not-taken',
  severity: 'error',
  message: `the tenant did not take ${name(change)}: it has ${text(change.before)}, sent was ${text(change.after)}`,
  place: { kind: 'address', address, pointer: change.path },
  hint: 'The subscription or another setting may overrule it. Declare what the tenant keeps, or leave the field out.',
});

const unasked = (address: Address, change: Change): Problem => ({
  code: 'value-changed-unasked',
  severity: 'warning',
  message: `${name(change)} changed from ${text(change.after)} to ${text(change.before)} though nobody asked`,
  place: { kind: 'address', address, pointer: change.path },
  hint: 'Declare the field if it must have a certain value.',
});
