import { splitParts } from '../model/address.ts';
import { getObjectMember, isArray, isObject, type JsonArray, type JsonValue } from '../model/json/json-value.ts';
import { type Pointer, parsePointer, unescapeStep } from '../model/json/pointer.ts';
import type { Change } from '../model/plan/change.ts';
import { buildItemKey } from '../schema/compare/normal-form.ts';
import type { Shape } from '../schema/schema-shape.ts';
import type { ChangedResource, Movement } from './impact-question.ts';
import { createDifference, type ElementaryChange, listDifferences, listItemMovements, toMembers } from './list-differences.ts';
import { createRootPlace, enterItem, enterMember, isListPlace, type SchemaPlace } from './schema-place.ts';

/** A step of a change's path, with the value around it on both sides. */
interface Location {
  readonly place: SchemaPlace;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** Splits changes of one resource into elementary changes, with the words of the schema for each. */
export function createChangeSplitter(
  shape: Shape,
  { before, after }: ChangedResource,
): (change: Change) => readonly ElementaryChange[] {
  const root: Location = { place: createRootPlace(shape), before, after };
  const known = new Map<Pointer, Location>();
  /** Most changes are next to others: items of one list. */
  const locate = (path: Pointer): Location => {
    const found = known.get(path) ?? parsePointer(path).reduce(enterStep, root);
    known.set(path, found);
    return found;
  };
  return (change) => splitChange(locate(change.path.slice(0, change.path.lastIndexOf('/'))), change);
}

/** @param outer the place around the changed value */
function splitChange(outer: Location, change: Change): readonly ElementaryChange[] {
  if (isListPlace(outer.place) && change.op !== 'replace') return splitItemChange(outer, change);
  const { place } = enterStep(outer, unescapeStep(change.path.slice(change.path.lastIndexOf('/') + 1)));
  return change.kind === 'secret'
    ? [createDifference(place, MOVEMENTS[change.op], change.before, change.after)]
    : listDifferences(place, change.before, change.after);
}

const MOVEMENTS: Readonly<Record<Change['op'], Movement>> = {
  add: { direction: 'up' },
  remove: { direction: 'down' },
  replace: { direction: 'any', ifUnknown: 'worse' },
};

function splitItemChange({ place, before, after }: Location, change: Change): readonly ElementaryChange[] {
  const isAdded = change.op === 'add';
  const item = expandItemKey(place, isAdded ? change.after : change.before);
  const others = isAdded ? before : after;
  return listItemMovements(place, isAdded ? 'up' : 'down', item, isArray(others) ? others : []);
}

/** Restores an item that a change shows by its key alone. */
export function expandItemKey({ shape }: Pick<SchemaPlace, 'shape'>, value: JsonValue | undefined): JsonValue | undefined {
  const key = shape?.schema['x-item-key'];
  if (!key || typeof value !== 'string') return value;
  const parts = key.length === 1 ? [value] : splitParts(value);
  return Object.fromEntries(key.map((field, index) => [field, parts[index] ?? null]));
}

function enterStep({ place, before, after }: Location, step: string): Location {
  if (isListPlace(place))
    return { place: enterItem(place), before: findItem(place, before, step), after: findItem(place, after, step) };
  const sides = { before: toMembers(before), after: toMembers(after) };
  return {
    place: enterMember(place, sides, step),
    before: getObjectMember(sides.before ?? {}, step),
    after: getObjectMember(sides.after ?? {}, step),
  };
}

/** Finds an item of a keyed list by the name that a change's path gives it. */
function findItem({ shape }: SchemaPlace, list: JsonValue | undefined, name: string): JsonValue | undefined {
  const key = shape?.schema['x-item-key'];
  const items: JsonArray = isArray(list) ? list : [];
  return key && items.find((item) => isObject(item) && buildItemKey(key, item) === name);
}
