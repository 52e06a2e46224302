import { isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { resolveSchemaRef, type Schema } from '../../schema/load-schema.ts';
import { getMemberShape, listActiveSchemas, type Shape } from '../../schema/schema-shape.ts';

/** Adds the API's default of each member that is absent. `unknown`: top-level members that are hidden rather than absent. */
export function fillDefaults(shape: Shape, value: JsonObject, unknown: ReadonlySet<string> = new Set()): JsonObject {
  const complete: Record<string, JsonValue> = {};
  for (const [name, member] of Object.entries(value)) {
    const child = isObject(member) ? getMemberShape(shape, value, name) : undefined;
    const filled = child && isObject(member) ? fillDefaults(child, member) : member;
    // Assigning `__proto__` would set the prototype.
    Object.defineProperty(complete, name, { value: filled, enumerable: true, writable: true, configurable: true });
  }
  for (const { name, fallback, rivals } of getDefaults(shape, value)) {
    if (Object.hasOwn(complete, name) || unknown.has(name) || rivals.some((rival) => Object.hasOwn(complete, rival))) continue;
    complete[name] = fallback;
  }
  return complete;
}

interface MemberDefault {
  readonly name: string;
  readonly fallback: JsonValue;
  /** Members that cannot stand beside it: `password_options` beside `passwordPolicy`. */
  readonly rivals: readonly string[];
}

/** Schemas are immutable, so their defaults are collected once, for each combination of conditions that apply. */
const defaultsBySchema = new WeakMap<Schema, Map<string, readonly MemberDefault[]>>();

function getDefaults(shape: Shape, holder: JsonObject): readonly MemberDefault[] {
  const active = listActiveSchemas(shape, holder);
  const key = (shape.schema.allOf ?? []).map(({ then }) => (active.includes(then) ? '1' : '0')).join('');
  const cache = defaultsBySchema.get(shape.schema) ?? new Map<string, readonly MemberDefault[]>();
  const known = cache.get(key) ?? collectDefaults(shape, holder, active);
  defaultsBySchema.set(shape.schema, cache.set(key, known));
  return known;
}

function collectDefaults(shape: Shape, holder: JsonObject, active: readonly Schema[]): readonly MemberDefault[] {
  const names = [...new Set(active.flatMap((schema) => Object.keys(resolveSchemaRef(schema, shape.root).properties ?? {})))];
  const excludes = new Map(names.map((name) => [name, getMemberShape(shape, holder, name)?.schema['x-excludes'] ?? []]));
  return names.flatMap((name): readonly MemberDefault[] => {
    const fallback = getMemberShape(shape, holder, name)?.schema['x-server-default'];
    if (fallback === undefined || fallback === null) return [];
    const excluding = names.filter((other) => excludes.get(other)?.includes(name));
    return [{ name, fallback, rivals: [...(excludes.get(name) ?? []), ...excluding] }];
  });
}
