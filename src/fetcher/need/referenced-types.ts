import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { getResourceSchema, resolveSchemaRef, type Schema } from '../../schema/load-schema.ts';
import { getItemShape, getMemberShape, parseReference, type Shape, toRootShape } from '../../schema/schema-shape.ts';

/** Types that a declared resource refers to, or whose resources it takes out of a list: both are told by key, never by id. */
export function listReferencedTypes(type: ResourceType, resource: DeclaredResource): readonly string[] {
  const body: JsonObject = { ...resource.fields, ...resource.relations };
  return [...new Set(collectReferencedTypes(toRootShape(getResourceSchema(type.type)), body))];
}

/** Types of which a declared resource names a resource: without them it cannot be planned. */
export function listRequiredTypes(type: ResourceType, resource: DeclaredResource): readonly string[] {
  const body: JsonObject = { ...resource.fields, ...resource.relations };
  return [...new Set(collectReferencedTypes(toRootShape(getResourceSchema(type.type)), body, false))];
}

/** Types whose ids stand in the key fields of live resources. */
export function listKeyTargets(type: ResourceType): readonly string[] {
  const shape = toRootShape(getResourceSchema(type.type));
  return type.key.flatMap((field) => {
    const target = parseReference(getMemberShape(shape, {}, field)?.schema);
    return target && target.field === undefined ? [target.type] : [];
  });
}

/** Types whose ids may stand anywhere in resources of this type, in its relations as well. */
export function listTargetTypes(type: ResourceType): readonly string[] {
  const schema = getResourceSchema(type.type);
  return [...new Set(listPossibleTargets(schema, schema))];
}

/** `emptied`: with those whose resources may stand where the definition says that there is nothing. */
function collectReferencedTypes(
  shape: Shape | undefined,
  value: JsonValue | undefined,
  includesEmptied = true,
): readonly string[] {
  if (!shape || value === undefined) return [];
  if (value === null || (isArray(value) && value.length === 0))
    return includesEmptied ? listPossibleTargets(shape.schema, shape.root) : [];
  const target = parseReference(shape.schema);
  const here = target ? [target.type] : [];
  if (isArray(value)) return value.flatMap((item) => collectReferencedTypes(getItemShape(shape), item, includesEmptied));
  if (!isObject(value)) return here;
  return [
    ...here,
    ...Object.keys(value).flatMap((name) =>
      collectReferencedTypes(getMemberShape(shape, value, name), getObjectMember(value, name), includesEmptied),
    ),
  ];
}

/** What a field may hold in the tenant. Where another field than the id stands on the wire, it reads well as it is. */
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
