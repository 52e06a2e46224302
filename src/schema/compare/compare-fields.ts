import jsonpatch from 'fast-json-patch';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { escapeStep, parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { Shape } from '../schema-shape.ts';
import { addPresentation } from './add-presentation.ts';
import { computeObjectSides } from './compare-sides.ts';
import { type CompareOptions, LIST_KEY, renderNormalForm, SECRET_KEY, SET_KEY } from './normal-form.ts';

/**
 * Computes the changes that make a live resource match its declaration. Undeclared members stay as they are, and `null` removes a member.
 * The result is empty if, and only if, the tenant already matches.
 */
export function computeFieldChanges(
  shape: Shape,
  live: JsonObject,
  declared: JsonObject,
  options: CompareOptions,
): readonly Change[] {
  const { before, after } = computeObjectSides(shape, live, declared, options, '');
  const places = new Map(Object.keys(declared).map((name, index) => [name, index]));
  return jsonpatch
    .compare(toDocument(before), toDocument(after))
    .map((operation) => addPresentation(buildChange(operation, before, after), shape, { ...live, ...declared }))
    .sort((a, b) => findFieldIndex(a, places) - findFieldIndex(b, places) || (a.path < b.path ? -1 : 1));
}

/** Returns the position of a change's field in the declaration; changes are shown in that order. */
const findFieldIndex = (change: Change, places: ReadonlyMap<string, number>): number =>
  places.get(parsePointer(change.path)[0] ?? '') ?? 0;

const toDocument = (form: JsonValue | undefined): object => (isObject(form) ? form : {});

type PatchOperation = ReturnType<typeof jsonpatch.compare>[number];

function buildChange(operation: PatchOperation, before: JsonValue, after: JsonValue): Change {
  const steps = parsePointer(operation.path);
  const last = steps.at(-1);
  const leaf = last === LIST_KEY || last === SECRET_KEY;
  const place = leaf ? steps.slice(0, -1) : steps;
  const old = findFormValue(before, place);
  const next = findFormValue(after, place);
  const op = old === undefined ? 'add' : next === undefined ? 'remove' : 'replace';
  return {
    op,
    path: place.map((step) => `/${escapeStep(step)}`).join(''),
    ...(old === undefined ? {} : { before: renderNormalForm(old) }),
    ...(next === undefined ? {} : { after: renderNormalForm(next) }),
    kind: classifyChange(old, next, isInSet(before, after, place)),
  };
}

function findFormValue(form: JsonValue | undefined, steps: readonly string[]): JsonValue | undefined {
  return steps.reduce<JsonValue | undefined>((value, step) => (isObject(value) ? getObjectMember(value, step) : undefined), form);
}

function isInSet(before: JsonValue, after: JsonValue, steps: readonly string[]): boolean {
  const holder = findFormValue(after, steps.slice(0, -1)) ?? findFormValue(before, steps.slice(0, -1));
  return isObject(holder) && Object.hasOwn(holder, SET_KEY);
}

/** Longer strings, and those with several lines, are shown as a unified diff. */
const LONG_TEXT = 100;
const isLong = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && (value.includes('\n') || value.length > LONG_TEXT);

function classifyChange(before: JsonValue | undefined, after: JsonValue | undefined, item: boolean): Change['kind'] {
  const secret = [before, after].some((form) => isObject(form) && Object.hasOwn(form, SECRET_KEY));
  if (secret) return 'secret';
  if (item) return 'item';
  return isLong(before) || isLong(after) ? 'text' : 'value';
}
