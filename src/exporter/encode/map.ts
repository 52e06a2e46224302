import { equal, isWellFormed, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { normal, WIRE } from '../../schema/compare/normal.ts';
import { isDescribed } from '../../schema/described.ts';
import { requiredIn } from '../../schema/fits.ts';
import type { Schema } from '../../schema/load.ts';
import { looksSecret } from '../../schema/secrets/secret-name.ts';
import { activeSchemas, keepsNoEmpty, memberShape, type Shape } from '../../schema/walk.ts';
import { neededMembers } from './needed.ts';
import type { MapPart, Member } from './part.ts';
import { type Care, leaveOut, noteKept, type Run } from './run.ts';
import { secretPart } from './secret-part.ts';

/** An object, its members in the order of the schema. Undefined where all of its members have nothing to say. */
export function mapPart(
  run: Run,
  shape: Shape | undefined,
  value: JsonObject,
  path: string,
  care: Care,
  keep: ReadonlySet<string>,
): MapPart | undefined {
  const implied = care === 'least' && shape && !run.full ? impliedMembers(shape, value, keep) : new Set<string>();
  const names = orderedNames(shape, value).filter((name) => !implied.has(name));
  const members = names.flatMap((name): Member[] => {
    const part = memberPart(run, shape, value, name, below(path, name), care);
    return part ? [[name, part]] : [];
  });
  const said = new Set(members.map(([name]) => name));
  // What a resource is known by says nothing of what is set up.
  const saysMore = path === '' ? members.some(([name]) => !keep.has(name)) : members.length > 0;
  const needed = shape ? neededMembers(run, shape, value, (name) => said.has(name), path, saysMore) : [];
  const all = [...members, ...needed];
  if (all.length > 0 || saysSomething(shape, value, implied, care)) return { kind: 'map', members: all };
  return undefined;
}

/** Whether an object without members is worth telling: it switches something on, or is all defaults and replaced as a whole. */
function saysSomething(shape: Shape | undefined, value: JsonObject, implied: ReadonlySet<string>, care: Care): boolean {
  if (care === 'exact' || Object.keys(value).length === 0) return true;
  if (keepsNoEmpty(shape?.schema) || equal(shape?.schema['x-server-default'], {})) return false;
  return care === 'whole' || (implied.size > 0 && shape?.schema['x-patch'] !== 'merge');
}

function memberPart(run: Run, shape: Shape | undefined, value: JsonObject, name: string, path: string, care: Care) {
  if (!isWellFormed(name)) return leaveOut(run, 'refused', path);
  const held = member(value, name) ?? null;
  const child = shape && memberShape(shape, value, name);
  if (child && (isDescribed(child, held) || !looksSecret(name))) return run.toPart(run, child, held, path, care);
  if (!child && shape?.schema.additionalProperties === false) {
    if (held === null && care !== 'exact') return undefined;
    noteKept(run, 'kept-field', path);
  }
  return looksSecret(name) && (held !== null || care === 'exact')
    ? secretPart(held, false)
    : run.toPart(run, undefined, held, path, care);
}

/** Members in the order of the schema, others by name. */
export function orderedNames(shape: Shape | undefined, value: JsonObject): readonly string[] {
  const known = Object.keys(shape?.schema.properties ?? {}).filter((name) => Object.hasOwn(value, name));
  const others = Object.keys(value).filter((name) => !known.includes(name));
  return [...known, ...others.sort()];
}

/** Members that hold what the API would fill in by itself, but for those without which the rest would be read differently. */
function impliedMembers(shape: Shape, value: JsonObject, keep: ReadonlySet<string>): ReadonlySet<string> {
  const needed = new Set([...keep, ...requiredIn(shape, value)]);
  const implied = new Set(Object.keys(value).filter((name) => !needed.has(name) && isImplied(shape, value, name)));
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !implied.has(name)));
  if (equalForms(shape, value, rest)) return implied;
  const deciding = new Set((shape.schema.allOf ?? []).flatMap((condition) => Object.keys(condition.if.properties)));
  return new Set([...implied].filter((name) => !deciding.has(name)));
}

function equalForms(shape: Shape, a: JsonObject, b: JsonObject): boolean {
  const [left, right] = [activeSchemas(shape, a), activeSchemas(shape, b)];
  return left.length === right.length && left.every((schema, index) => schema === right[index]);
}

function isImplied(shape: Shape, value: JsonObject, name: string): boolean {
  const child = memberShape(shape, value, name);
  const implied = child && filledIn(child.schema, value);
  return implied !== undefined && equal(normal(child, member(value, name), WIRE, ''), normal(child, implied, WIRE, ''));
}

/** What the API puts in the place of a member that is not sent. */
function filledIn(schema: Schema, holder: JsonObject): JsonValue | undefined {
  const source = schema['x-default-from'];
  const taken = source === undefined ? undefined : member(holder, source);
  if (taken === undefined) return schema['x-server-default'];
  return schema.items ? [taken] : taken;
}

const below = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
