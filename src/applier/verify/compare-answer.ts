import type { Address } from '../../model/address.ts';
import {
  getObjectMember,
  isArray,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../../model/json/json-value.ts';
import { type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatValue } from '../../model/wording.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { AS_IS, buildItemKey } from '../../schema/compare/normal-form.ts';
import { getItemShape, getMemberShape, type Shape } from '../../schema/schema-shape.ts';

/**
 * Compares the API's answer to a write with what was sent. Returns an error for each value that the tenant did not accept, and a warning for
 * each field that changed without being requested. `before` is the resource before the write, `undefined` if it is not known. `secrets` are
 * places whose values must not appear in messages although the schema does not mark them as secret.
 */
export function compareAnswer(
  address: Address,
  shape: Shape,
  sent: JsonValue | undefined,
  answer: JsonValue | undefined,
  before: JsonObject | undefined,
  secrets: ReadonlySet<Pointer>,
): readonly Problem[] {
  if (!isObject(answer) || !isObject(sent)) return [];
  const compareOptions = { ...AS_IS, secrets };
  const differences = computeFieldChanges(shape, answer, sent, compareOptions).filter((change) => !isHidden(change));
  const failedChanges =
    before === undefined
      ? differences
      : differences.filter(isRequested(computeFieldChanges(shape, before, sent, compareOptions)));
  const unsentFields = Object.fromEntries(
    Object.entries(before ?? {}).filter(([name]) => !Object.hasOwn(sent, name) && isOwn(shape, name)),
  );
  const moved = computeFieldChanges(shape, answer, unsentFields, compareOptions).filter((change) => !isHidden(change));
  return [
    ...failedChanges.map((change) => describeNotTaken(address, change)),
    ...[...differences.filter((change) => !failedChanges.includes(change)), ...moved].map((change) =>
      describeUnaskedChange(address, change),
    ),
  ];
}

/** The API does not return secrets, so a secret that is missing in the answer was not rejected. */
const isHidden = (change: Change): boolean => change.kind === 'secret' && change.op === 'add';

/**
 * Where the API replaces an object as a whole, the request also carries live values. A difference in one of those is not a rejected change,
 * only a field that changed without being requested.
 */
const isRequested =
  (requested: readonly Change[]) =>
  ({ path }: Change): boolean =>
    requested.some((change) => isWithin(change.path, path) || isWithin(path, change.path));

const isWithin = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** Whether the schema knows a field and it belongs to the resource itself, not to a separate relation endpoint. */
const isOwn = (shape: Shape, name: string): boolean => {
  const schema = getMemberShape(shape, {}, name)?.schema;
  return schema !== undefined && !schema['x-relation'];
};

const formatPath = (change: Change): string => parsePointer(change.path).join('.');

/**
 * Sets `null` in a written body at every member that the plan removes, so that the comparison notices a member that is still there. Removed
 * list items need no `null`, because a list is compared as a whole.
 */
export function addRemovedAsNull(shape: Shape, body: JsonObject, changes: readonly Change[]): JsonObject {
  const removed = changes.filter(({ op, kind }) => op === 'remove' && kind !== 'item').map(({ path }) => parsePointer(path));
  return removed.reduce((result, steps) => setNullAt(shape, result, steps), body);
}

function setNullAt(shape: Shape | undefined, body: JsonObject, [name, ...below]: readonly string[]): JsonObject {
  if (name === undefined) return body;
  const value = getObjectMember(body, name);
  if (below.length === 0) return value === undefined ? { ...body, [name]: null } : body;
  const child = shape && getMemberShape(shape, body, name);
  if (isObject(value)) return { ...body, [name]: setNullAt(child, value, below) };
  return isArray(value) ? { ...body, [name]: setNullInItem(child, value, below) } : body;
}

function setNullInItem(shape: Shape | undefined, list: JsonArray, [key, ...below]: readonly string[]): JsonArray {
  const [items, keyFields] = [getItemShape(shape), shape?.schema['x-item-key'] ?? []];
  return list.map((item) => (isObject(item) && buildItemKey(keyFields, item) === key ? setNullAt(items, item, below) : item));
}

export const describeNotTaken = (address: Address, change: Change): Problem => ({
  code: 'value-not-taken',
  severity: 'error',
  message: `the tenant did not accept ${formatPath(change)}: sent ${formatValue(change.after)}, it has ${formatValue(change.before)}`,
  place: { kind: 'address', address, pointer: change.path },
  hint: 'The subscription or another setting may override it. Declare the value that the tenant keeps, or remove the field.',
});

const describeUnaskedChange = (address: Address, change: Change): Problem => ({
  code: 'value-changed-unasked',
  severity: 'warning',
  message: `${formatPath(change)} changed from ${formatValue(change.after)} to ${formatValue(change.before)} although the plan did not change it`,
  place: { kind: 'address', address, pointer: change.path },
  hint: 'Declare the field if its value matters.',
});
