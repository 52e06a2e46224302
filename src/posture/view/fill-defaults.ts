import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { resolveSchemaRef } from '../../schema/load-schema.ts';
import { getMemberShape, listActiveSchemas, type Shape } from '../../schema/schema-shape.ts';

/** Adds the API's default of each member that is absent. `unknown`: top-level members that are hidden rather than absent. */
export function fillDefaults(shape: Shape, value: JsonObject, unknown: ReadonlySet<string> = new Set()): JsonObject {
  const filled = Object.entries(value).map(([name, member]): [string, JsonValue] => {
    const child = isObject(member) ? getMemberShape(shape, value, name) : undefined;
    return [name, child && isObject(member) ? fillDefaults(child, member) : member];
  });
  const complete = new Map(filled);
  for (const name of listDescribedNames(shape, value)) {
    if (complete.has(name) || unknown.has(name) || isExcluded(shape, value, name, complete.keys())) continue;
    const fallback = getMemberShape(shape, value, name)?.schema['x-server-default'];
    if (fallback !== undefined && fallback !== null) complete.set(name, fallback);
  }
  return Object.fromEntries(complete);
}

/** Whether a member cannot stand beside one that is there: `password_options` beside `passwordPolicy`. */
function isExcluded(shape: Shape, holder: JsonObject, name: string, present: Iterable<string>): boolean {
  const listExcluded = (member: string): readonly string[] => getMemberShape(shape, holder, member)?.schema['x-excludes'] ?? [];
  const excluded = listExcluded(name);
  return [...present].some((other) => excluded.includes(other) || listExcluded(other).includes(name));
}

const listDescribedNames = (shape: Shape, holder: JsonObject): readonly string[] => [
  ...new Set(
    listActiveSchemas(shape, holder).flatMap((schema) => Object.keys(resolveSchemaRef(schema, shape.root).properties ?? {})),
  ),
];
