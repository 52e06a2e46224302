import { getObjectMember, isEqual, isWellFormed, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { AS_IS, toNormalForm } from '../../schema/compare/normal-form.ts';
import { isDescribed } from '../../schema/is-described.ts';
import type { Schema } from '../../schema/load-schema.ts';
import { listRequiredMembers } from '../../schema/matches-schema.ts';
import { getMemberShape, isEmptyUnset, listActiveSchemas, type Shape } from '../../schema/schema-shape.ts';
import { isSecretName } from '../../schema/secrets/secret-name.ts';
import { type ExportContext, type Fidelity, noteKept, omitValue } from './export-context.ts';
import type { MapMember, MapPart } from './export-part.ts';
import { collectRequiredMembers } from './required-members.ts';
import { toSecretPart } from './secret-part.ts';

/** Converts an object, with its members in the order of the schema. Undefined: no member needs to be declared. */
export function toMapPart(
  context: ExportContext,
  shape: Shape | undefined,
  value: JsonObject,
  path: string,
  fidelity: Fidelity,
  keep: ReadonlySet<string>,
): MapPart | undefined {
  const implied = fidelity === 'least' && shape && !context.full ? findImpliedMembers(shape, value, keep) : new Set<string>();
  const names = orderMemberNames(shape, value).filter((name) => !implied.has(name));
  const members = names.flatMap((name): MapMember[] => {
    const part = toMemberPart(context, shape, value, name, joinPath(path, name), fidelity);
    return part ? [[name, part]] : [];
  });
  const exportedNames = new Set(members.map(([name]) => name));
  // At the top, key fields alone don't count as content.
  const hasContent = path === '' ? members.some(([name]) => !keep.has(name)) : members.length > 0;
  const needed = shape ? collectRequiredMembers(context, shape, value, (name) => exportedNames.has(name), path, hasContent) : [];
  const all = [...members, ...needed];
  if (all.length > 0 || isWorthExporting(shape, value, implied, fidelity)) return { kind: 'map', members: all };
  return undefined;
}

/** Whether to export an object without members: it can enable a feature, or stand for defaults that the API replaces as a whole. */
function isWorthExporting(
  shape: Shape | undefined,
  value: JsonObject,
  implied: ReadonlySet<string>,
  fidelity: Fidelity,
): boolean {
  if (fidelity === 'exact' || Object.keys(value).length === 0) return true;
  if (isEmptyUnset(shape?.schema) || isEqual(shape?.schema['x-server-default'], {})) return false;
  return fidelity === 'whole' || (implied.size > 0 && shape?.schema['x-patch'] !== 'merge');
}

function toMemberPart(
  context: ExportContext,
  shape: Shape | undefined,
  value: JsonObject,
  name: string,
  path: string,
  fidelity: Fidelity,
) {
  if (!isWellFormed(name)) return omitValue(context, 'refused', path);
  const memberValue = getObjectMember(value, name) ?? null;
  const child = shape && getMemberShape(shape, value, name);
  if (child && (isDescribed(child, memberValue) || !isSecretName(name)))
    return context.toPart(context, child, memberValue, path, fidelity);
  if (!child && shape?.schema.additionalProperties === false) {
    if (memberValue === null && fidelity !== 'exact') return undefined;
    noteKept(context, 'kept-field', path);
  }
  return isSecretName(name) && (memberValue !== null || fidelity === 'exact')
    ? toSecretPart(memberValue, false)
    : context.toPart(context, undefined, memberValue, path, fidelity);
}

/** Orders members as the schema does; members that it doesn't describe follow by name. */
export function orderMemberNames(shape: Shape | undefined, value: JsonObject): readonly string[] {
  const known = Object.keys(shape?.schema.properties ?? {}).filter((name) => Object.hasOwn(value, name));
  const others = Object.keys(value).filter((name) => !known.includes(name));
  return [...known, ...others.sort()];
}

/** Finds members that equal the API's defaults, except those that decide which conditional schema applies to the rest. */
function findImpliedMembers(shape: Shape, value: JsonObject, keep: ReadonlySet<string>): ReadonlySet<string> {
  const needed = new Set([...keep, ...listRequiredMembers(shape, value)]);
  const implied = new Set(Object.keys(value).filter((name) => !needed.has(name) && isImplied(shape, value, name)));
  const remaining = Object.fromEntries(Object.entries(value).filter(([name]) => !implied.has(name)));
  if (hasSameActiveSchemas(shape, value, remaining)) return implied;
  const conditionFields = new Set((shape.schema.allOf ?? []).flatMap((condition) => Object.keys(condition.if.properties)));
  return new Set([...implied].filter((name) => !conditionFields.has(name)));
}

function hasSameActiveSchemas(shape: Shape, a: JsonObject, b: JsonObject): boolean {
  const [left, right] = [listActiveSchemas(shape, a), listActiveSchemas(shape, b)];
  return left.length === right.length && left.every((schema, index) => schema === right[index]);
}

function isImplied(shape: Shape, value: JsonObject, name: string): boolean {
  const child = getMemberShape(shape, value, name);
  const implied = child && getServerDefault(child.schema, value);
  return (
    implied !== undefined &&
    isEqual(toNormalForm(child, getObjectMember(value, name), AS_IS, ''), toNormalForm(child, implied, AS_IS, ''))
  );
}

/** The value that the API uses where a member is not sent. */
function getServerDefault(schema: Schema, holder: JsonObject): JsonValue | undefined {
  const source = schema['x-default-from'];
  const sourceValue = source === undefined ? undefined : getObjectMember(holder, source);
  if (sourceValue === undefined) return schema['x-server-default'];
  return schema.items ? [sourceValue] : sourceValue;
}

const joinPath = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
