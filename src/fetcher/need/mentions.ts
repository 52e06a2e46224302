import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import type { ResourceType } from '../../resources/define.ts';
import { resolve, type Schema, schemaOf } from '../../schema/load.ts';
import { itemShape, memberShape, referenceOf, rootShape, type Shape } from '../../schema/walk.ts';

/** Types that a declared resource refers to, or whose resources it takes out of a list: both are told by key, never by id. */
export function mentionedTypes(type: ResourceType, resource: DeclaredResource): readonly string[] {
  const body: JsonObject = { ...resource.fields, ...resource.relations };
  return [...new Set(mentionsIn(rootShape(schemaOf(type.type)), body))];
}

/** Types of which a declared resource names a resource: without them it cannot be planned. */
export function namedTypes(type: ResourceType, resource: DeclaredResource): readonly string[] {
  const body: JsonObject = { ...resource.fields, ...resource.relations };
  return [...new Set(mentionsIn(rootShape(schemaOf(type.type)), body, false))];
}

/** Types whose ids stand in the key fields of live resources. */
export function keyTargets(type: ResourceType): readonly string[] {
  const shape = rootShape(schemaOf(type.type));
  return type.key.flatMap((field) => {
    const target = referenceOf(memberShape(shape, {}, field)?.schema);
    return target && target.field === undefined ? [target.type] : [];
  });
}

/** Types whose ids may stand anywhere in resources of this type, in its relations as well. */
export function targetTypes(type: ResourceType): readonly string[] {
  const schema = schemaOf(type.type);
  return [...new Set(mentionable(schema, schema))];
}

/** `emptied`: with those whose resources may stand where the definition says that there is nothing. */
function mentionsIn(shape: Shape | undefined, value: JsonValue | undefined, emptied = true): readonly string[] {
  if (!shape || value === undefined) return [];
  if (value === null || (isArray(value) && value.length === 0)) return emptied ? mentionable(shape.schema, shape.root) : [];
  const target = referenceOf(shape.schema);
  const here = target ? [target.type] : [];
  if (isArray(value)) return value.flatMap((item) => mentionsIn(itemShape(shape), item, emptied));
  if (!isObject(value)) return here;
  return [
    ...here,
    ...Object.keys(value).flatMap((name) => mentionsIn(memberShape(shape, value, name), member(value, name), emptied)),
  ];
}

/** What a field may hold in the tenant. Where another field than the id stands on the wire, it reads well as it is. */
function mentionable(schema: Schema, root: Schema, seen: ReadonlySet<Schema> = new Set()): readonly string[] {
  const whole = resolve(schema, root);
  if (seen.has(schema)) return [];
  const inside = new Set([...seen, schema]);
  const target = referenceOf(whole);
  const forms = [whole, ...(whole.allOf ?? []).map((condition) => condition.then)];
  const parts = [whole.items, ...forms.flatMap((form) => Object.values(form.properties ?? {}))].filter(
    (part) => part !== undefined,
  );
  return [
    ...(target && target.field === undefined ? [target.type] : []),
    ...parts.flatMap((part) => mentionable(part, root, inside)),
  ];
}
