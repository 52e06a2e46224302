import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { resolveSchemaRef, type Schema } from '../../schema/load-schema.ts';
import {
  getItemShape,
  getMemberShape,
  getReferenceTarget,
  parseReference,
  type SchemaReference,
  type Shape,
} from '../../schema/schema-shape.ts';

/** Lists the types that a declared resource refers to or removes from a list. They must be read, because a plan shows keys instead of ids. */
export function listReferencedTypes(type: ResourceType, resource: DeclaredResource): readonly string[] {
  const body: JsonObject = { ...resource.fields, ...resource.relations };
  return [...new Set(collectReferencedTypes(getResourceShape(type), body))];
}

/** Lists the types that a declared resource refers to by key: without them it cannot be planned. */
export function listRequiredTypes(type: ResourceType, resource: DeclaredResource): readonly string[] {
  const body: JsonObject = { ...resource.fields, ...resource.relations };
  return [...new Set(collectReferencedTypes(getResourceShape(type), body, false))];
}

/** Lists the types whose ids may appear in the key fields of live resources. */
export const listKeyTargets = (type: ResourceType): readonly string[] =>
  findKeyReferences(type).map((reference) => reference.type);

/** Lists the types whose ids appear in the keys of all resources. Ids after a prefix appear in few, and declared ones say which. */
export const listRequiredKeyTargets = (type: ResourceType): readonly string[] =>
  findKeyReferences(type).flatMap((reference) => (reference.prefix === undefined ? [reference.type] : []));

function findKeyReferences(type: ResourceType): readonly SchemaReference[] {
  const shape = getResourceShape(type);
  return type.key.flatMap((field) => {
    const reference = parseReference(getMemberShape(shape, {}, field)?.schema);
    return reference && reference.field === undefined ? [reference] : [];
  });
}

/** Lists the types whose ids may appear anywhere in resources of this type, including its relations. */
export const listTargetTypes = ({ schema }: ResourceType): readonly string[] => [...new Set(listPossibleTargets(schema, schema))];

/** `includesEmptied` adds the types that the tenant may have where the definition declares `null` or an empty list. */
function collectReferencedTypes(
  shape: Shape | undefined,
  value: JsonValue | undefined,
  includesEmptied = true,
): readonly string[] {
  if (!shape || value === undefined) return [];
  if (value === null || (isArray(value) && value.length === 0))
    return includesEmptied ? listPossibleTargets(shape.schema, shape.root) : [];
  const target = parseReference(shape.schema);
  const isReference = target && (typeof value !== 'string' || getReferenceTarget(target, value) !== undefined);
  const here = isReference ? [target.type] : [];
  if (isArray(value)) return value.flatMap((item) => collectReferencedTypes(getItemShape(shape), item, includesEmptied));
  if (!isObject(value)) return here;
  return [
    ...here,
    ...Object.keys(value).flatMap((name) =>
      collectReferencedTypes(getMemberShape(shape, value, name), getObjectMember(value, name), includesEmptied),
    ),
  ];
}

/** Lists the types whose ids a field may hold. A reference by another field than the id is readable without the target. */
function listPossibleTargets(schema: Schema, root: Schema, seen: ReadonlySet<Schema> = new Set()): readonly string[] {
  const whole = resolveSchemaRef(schema, root);
  if (seen.has(schema)) return [];
  const inside = new Set([...seen, schema]);
  const target = parseReference(whole);
  const forms = [whole, ...(whole.allOf ?? []).map((condition) => condition.then)];
  const parts = [whole.items, ...forms.flatMap((form) => Object.values(form.properties ?? {}))].filter(
    (part) => part !== undefined,
  );
  return [
    ...(target && target.field === undefined ? [target.type] : []),
    ...parts.flatMap((part) => listPossibleTargets(part, root, inside)),
  ];
}
