import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { resolveSchemaRef } from '../../schema/load-schema.ts';
import { getMemberShape, listActiveSchemas, type Shape } from '../../schema/schema-shape.ts';

/** Adds the API's default of each member that is absent. `unknown`: top-level members that are hidden rather than absent. */
export function fillDefaults(shape: Shape, value: JsonObject, unknown: ReadonlySet<string> = new Set()): JsonObject {
  const filled = Object.entries(value).map(([name, member]): [string, JsonValue] => {
    const child = isObject(member) ? getMemberShape(shape, value, name) : undefined;
    return [name, child && isObject(member) ? fillDefaults(child, member) : member];
  });
  const missing = listDescribedNames(shape, value).flatMap((name): [string, JsonValue][] => {
    if (getObjectMember(value, name) !== undefined || unknown.has(name)) return [];
    const fallback = getMemberShape(shape, value, name)?.schema['x-server-default'];
    return fallback === undefined || fallback === null ? [] : [[name, fallback]];
  });
  return Object.fromEntries([...filled, ...missing]);
}

const listDescribedNames = (shape: Shape, holder: JsonObject): readonly string[] => [
  ...new Set(
    listActiveSchemas(shape, holder).flatMap((schema) => Object.keys(resolveSchemaRef(schema, shape.root).properties ?? {})),
  ),
];
