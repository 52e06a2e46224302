import { addressOf } from '../../model/address.ts';
import { equal, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { stepsOf } from '../../model/json/pointer.ts';
import { layoutOf, type ResourceType } from '../../resources/define.ts';
import { hasList, keyOfDeclared } from '../../resources/identify.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { isEmpty } from '../../schema/compare/normal.ts';
import { createRequiredIn, requiredIn } from '../../schema/fits.ts';
import { memberShape } from '../../schema/walk.ts';
import { withAttached } from './attached.ts';
import type { Notebook } from './left-out.ts';
import { orderedNames } from './map.ts';
import { clearOf, type MapPart, type Member, type Part, plain, secretPointers } from './part.ts';
import { relationPart } from './relation.ts';
import { leaveOut, type Run, readingOf } from './run.ts';
import type { Named, Tenant, TypeView } from './tenant.ts';
import { partOf } from './value.ts';

/** A resource as it will be declared. */
export interface ExportedResource {
  readonly type: ResourceType;
  readonly key: string;
  readonly address: string;
  readonly body: JsonObject;
  readonly part: MapPart;
}

/** Undefined where a definition cannot name it: its key is no text that could stand in one. */
export function resourceOf(
  tenant: Tenant,
  view: TypeView,
  named: Named,
  full: boolean,
  notebook: Notebook,
): ExportedResource | undefined {
  const { type } = view;
  const address = addressOf(type.type, named.key);
  const refused = new Set<string>();
  const run: Run = { type: type.type, address, known: tenant.known, full, notebook: noticing(notebook, refused), toPart: partOf };
  const fields = fieldsPart(run, type, withAttached(run, type, named.live));
  const told = fields && clearOf(fields);
  if (!fields || !isObject(told) || !isNameable(type, told)) return leaveOut(run, 'refused', '');
  if (neededIn(type, told).some((name) => refused.has(name))) return leaveOut(run, 'whole', '');
  const lists = type.relations.filter((relation) => hasList(relation, named.live.body));
  const relations = lists.flatMap((relation): Member[] => {
    const part = relationPart(run, tenant, type, relation, named.live);
    return part ? [[relation.field, part]] : [];
  });
  const own = fields.members.filter(([name, part]) => full || !goesWithoutSaying(type, name, part));
  if (type.kind === 'placed' && !full && own.every(([name]) => type.key.includes(name))) return undefined;
  const members = arranged(type, [...own, ...relations], pinOf(view, named));
  return { type, key: keyOfDeclared(type, told), address, body: named.live.body, part: { kind: 'map', members } };
}

/** Remembers which fields could not be written as they are. */
const noticing = (notebook: Notebook, refused: Set<string>): Notebook => ({
  leaveOut: (entry) => {
    if (entry.reason === 'refused') refused.add(entry.path);
    notebook.leaveOut(entry);
  },
  keepId: (entry) => notebook.keepId(entry),
});

/** Without these a resource is another one, or none. */
const neededIn = (type: ResourceType, told: JsonObject): readonly string[] => [
  ...type.key,
  ...requiredIn(shapeOf(type), told),
  ...createRequiredIn(shapeOf(type), told),
];

/** What holds where a definition does not say otherwise; and what is in a place of its own, and is empty there. */
function goesWithoutSaying(type: ResourceType, name: string, part: Part): boolean {
  const value = clearOf(part);
  if (type.implied && equal(member(type.implied, name), value)) return true;
  return type.kind === 'placed' && layoutOf(type).form !== 'list' && isEmpty(value);
}

/** The fields, without those that a plan would find changed all the same. */
function fieldsPart(run: Run, type: ResourceType, body: JsonObject): MapPart | undefined {
  const shape = shapeOf(type);
  const part = partOf(run, shape, ownMembers(run, type, body), '', 'least', keptKeys(type, body));
  const told = part && clearOf(part);
  if (part?.kind !== 'map' || !isObject(told)) return undefined;
  const changed = new Set(
    fieldChanges(shape, body, told, readingOf(run, secretPointers(part))).map(({ path }) => stepsOf(path)[0] ?? ''),
  );
  if (changed.size === 0) return part;
  for (const name of changed) leaveOut(run, 'refused', name);
  return { kind: 'map', members: part.members.filter(([name]) => !changed.has(name)) };
}

/** What relations and other types hold is told by them; a member that reads like a directive would be taken for one. */
function ownMembers(run: Run, type: ResourceType, body: JsonObject): JsonObject {
  const related = new Set(type.relations.map(({ field }) => field));
  const isHeld = (name: string): boolean => memberShape(shapeOf(type), body, name)?.schema['x-holds'] !== undefined;
  const own = Object.entries(body).filter(([name]) => !related.has(name) && !isHeld(name));
  for (const [name] of own) if (name.startsWith('$')) leaveOut(run, 'unknown', name);
  return Object.fromEntries(own.filter(([name]) => !name.startsWith('$')));
}

/** The fields of the key, without those at the end that go without saying. */
function keptKeys(type: ResourceType, body: JsonObject): ReadonlySet<string> {
  const kept = [...type.key];
  const lengthOf = (names: readonly string[]): string =>
    keyOfDeclared(type, Object.fromEntries(names.map((name): [string, JsonValue] => [name, member(body, name) ?? null])));
  while (kept.length > 1 && lengthOf(kept.slice(0, -1)) === lengthOf(kept)) kept.pop();
  return new Set(kept);
}

const CONTROL = /[\p{Cc}\u2028\u2029]/u;

function isNameable(type: ResourceType, told: JsonObject): boolean {
  const values = type.key.flatMap((name) => member(told, name) ?? []);
  return (
    (type.key.length === 0 || values.length > 0) &&
    values.every((value) => typeof value === 'string' && value !== '' && !CONTROL.test(value))
  );
}

/** `$id` where the key alone would not find this very resource. */
function pinOf({ byKey }: TypeView, { key, live }: Named): readonly Member[] {
  const found = byKey.get(key) ?? [];
  const isAlone = found.length === 1 && found[0] === live;
  return isAlone ? [] : [['$id', plain(live.id)]];
}

/** The key first, then what tells apart resources of one key, then everything else in the order of the schema. */
function arranged(type: ResourceType, members: readonly Member[], pin: readonly Member[]): readonly Member[] {
  const byName = new Map(members);
  const names = orderedNames(shapeOf(type), Object.fromEntries(members.map(([name]) => [name, null])));
  const pick = (wanted: readonly string[]): readonly Member[] =>
    wanted.flatMap((name): Member[] => {
      const part = byName.get(name);
      return part ? [[name, part]] : [];
    });
  const keys = new Set(type.key);
  return [...pick(type.key), ...pin, ...pick(names.filter((name) => !keys.has(name)))];
}
