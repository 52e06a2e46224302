import { equal, isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json/json.ts';
import { pointerOf } from '../model/json/pointer.ts';
import type { PlannedRequest } from '../model/plan/plan.ts';
import { fingerprintItems } from '../schema/compare/fingerprint.ts';
import { resolve, type Schema } from '../schema/load.ts';
import { itemShape, memberShape, type Shape } from '../schema/walk.ts';
import type { Attached, OwnList, ResourceType } from './define.ts';
import { shapeOf } from './shape.ts';

/** A list that attaches things, where it stands in a resource. */
export interface AttachedList {
  /** Member names from the top. */
  readonly at: readonly string[];
  readonly items: readonly JsonObject[];
  readonly shape: Shape;
}

/** The lists in a resource, declared or live, that attach what it owns. */
export const attachedLists = (type: ResourceType, body: JsonObject): readonly AttachedList[] =>
  type.attached ? listsIn(shapeOf(type), body, []) : [];

function listsIn(shape: Shape, value: JsonObject, at: readonly string[]): readonly AttachedList[] {
  return Object.keys(value).flatMap((name): readonly AttachedList[] => {
    const child = memberShape(shape, value, name);
    const held = member(value, name);
    const items = itemShape(child);
    if (child?.schema['x-attached'] && isArray(held) && items)
      return [{ at: [...at, name], items: held.filter(isObject), shape: items }];
    return child && isObject(held) ? listsIn(child, held, [...at, name]) : [];
  });
}

/** The top-level fields of which a declaration says what they attach: a list, or that the field is unset. */
export function attachingFields(type: ResourceType, declared: JsonObject): readonly string[] {
  if (!type.attached) return [];
  const listed = new Set(attachedLists(type, declared).map(({ at }) => at[0]));
  const { schema } = shapeOf(type);
  return Object.keys(declared).filter(
    (name) => listed.has(name) || (member(declared, name) === null && canAttach(schema.properties?.[name], schema)),
  );
}

function canAttach(schema: Schema | undefined, root: Schema): boolean {
  if (!schema) return false;
  const whole = resolve(schema, root);
  return whole['x-attached'] === true || Object.values(whole.properties ?? {}).some((inner) => canAttach(inner, root));
}

/** A declared one as the tenant would show it. */
export const shownOf = ({ hidden, shown }: Attached, item: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries({ ...item, ...shown(item) }).filter(([name]) => !hidden.includes(name)));

/** Members in which a live one is not what is declared. */
export function unlike(attached: Attached, declared: JsonObject, live: JsonObject): readonly string[] {
  const shown = shownOf(attached, declared);
  return Object.keys(shown).filter((name) => !isSame(member(shown, name), member(live, name)));
}

/** Whether a live one is the one that is declared, or can become it. */
export function isOne(attached: Attached, declared: JsonObject, live: JsonObject): boolean {
  const shown = shownOf(attached, declared);
  const isTold = ['id', ...attached.identity].some((name) => member(shown, name) !== undefined);
  return isTold && unlike(attached, declared, live).every((name) => attached.changes.includes(name));
}

const MOMENT = /^\d{4}-\d\d-\d\dT/;

/** The API writes a moment in another way than people do: `…13Z` becomes `…13.000Z`. */
function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  const areMoments = typeof a === 'string' && typeof b === 'string' && MOMENT.test(a) && MOMENT.test(b);
  return areMoments ? Date.parse(a) === Date.parse(b) : equal(a ?? null, b ?? null);
}

/** What people know one by, and what tells it from another of that name. */
export function namesOf(attached: Attached, shown: JsonObject): { readonly name: string; readonly exact: string } {
  const known = ['name', ...attached.identity, 'id'].flatMap((field) => textOf(member(shown, field)));
  const exact = [...attached.identity, 'id'].flatMap((field) => textOf(member(shown, field)));
  return { name: known[0] ?? attached.noun, exact: exact[0] ?? attached.noun };
}

const textOf = (value: JsonValue | undefined): readonly string[] => (typeof value === 'string' && value !== '' ? [value] : []);

export const attachedFingerprint = (items: readonly JsonValue[]): string => fingerprintItems(undefined, undefined, items);

/** Whether a request is about something that is attached, and not about what it is attached to. */
export const attachedBy = ({ attached }: ResourceType, { path }: PlannedRequest): Attached | undefined =>
  attached && (path === attached.list.path || path === `${attached.list.path}/{item}`) ? attached : undefined;

/** A relation of a type, or what it attaches, by its name. */
export const ownListOf = ({ relations, attached }: ResourceType, field: string | undefined): OwnList | undefined =>
  [...relations, ...(attached ? [attached] : [])].find((candidate) => candidate.field === field);

/** Ids that lists attach, by where each list stands. Lists with whole things in them are those of a create: the answer gives the ids. */
export const attachedIds = (type: ResourceType, body: JsonObject): ReadonlyMap<string, readonly string[]> =>
  new Map(
    attachedLists(type, body)
      .filter(({ items }) => items.every(({ id }) => typeof id === 'string'))
      .map(({ at, items }) => [pointerOf(at), items.map(({ id }) => String(id)).sort()]),
  );
