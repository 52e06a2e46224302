import type { JsonObject, JsonValue } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getResourceShape } from '../../src/resources/resource-shape.ts';
import { getItemShape, getMemberShape, type Shape } from '../../src/schema/schema-shape.ts';
import { findLeaks } from './encodings.ts';

/** Values that must never be seen again, each with a core that no encoding but base64 changes. */
export class Canaries {
  readonly cores: string[] = [];
  readonly #tag: string;

  constructor(tag: string) {
    this.#tag = tag;
  }

  /** With all that encodings differ in; plain where the place asks for a certain form. */
  createCanary(pattern?: string): string {
    const core = `canary${this.#tag}${String(this.cores.length).padStart(4, '0')}x`;
    this.cores.push(core);
    if (pattern !== undefined) return `${core}${'A'.repeat(86 - core.length)}==`;
    return `${core} "ä/+&\\ ${core}`;
  }

  /** Cores that a text holds in any form. */
  findLeaks(text: string): readonly string[] {
    return findLeaks(text, this.cores);
  }
}

/** The places of a resource that hold secrets, each as a resource of its own in which it stands. */
export function buildSecretPlaces(type: string, fixed: JsonObject, canaries: Canaries): readonly JsonObject[] {
  const definition = CATALOGUE.get(type);
  if (!definition) throw new Error(`no type ${type}`);
  const shape = getResourceShape(definition);
  return findSecretPaths(shape, fixed, 0).map((path) => ({ ...fixed, ...buildObject(shape, fixed, path, canaries) }));
}

type Path = readonly string[];

const listProperties = (shape: Shape, holder: JsonObject): readonly string[] => {
  const conditions = (shape.schema.allOf ?? []).flatMap(({ then }) => Object.keys(then.properties ?? {}));
  const names = new Set([...Object.keys(shape.schema.properties ?? {}), ...conditions]);
  const free = typeof shape.schema.additionalProperties === 'object' ? ['ANY'] : [];
  return [...names, ...free].filter((name) => getMemberShape(shape, holder, name) !== undefined);
};

const MAX_DEPTH = 6;

function findSecretPaths(shape: Shape, holder: JsonObject, depth: number): readonly Path[] {
  if (depth > MAX_DEPTH) return [];
  return listProperties(shape, holder).flatMap((name): readonly Path[] => {
    const child = getMemberShape(shape, holder, name);
    if (!child || child.schema.readOnly || child.schema['x-relation']) return [];
    if (child.schema['x-secret']) return [[name]];
    const inner = getItemShape(child) ?? child;
    return findSecretPaths(inner, {}, depth + 1).map((path) => [name, ...path]);
  });
}

function buildObject(shape: Shape, holder: JsonObject, [name = '', ...rest]: Path, canaries: Canaries): JsonObject {
  const child = getMemberShape(shape, holder, name);
  const required = (shape.schema.required ?? []).filter((other) => other !== name && holder[other] === undefined);
  const others = required.map((other): [string, JsonValue] => [
    other,
    buildPlainValue(getMemberShape(shape, holder, other), canaries),
  ]);
  return { ...Object.fromEntries(others), [name]: child ? buildValue(child, rest, canaries) : null };
}

function buildValue(shape: Shape, path: Path, canaries: Canaries): JsonValue {
  if (path.length === 0) return canaries.createCanary(shape.schema.pattern);
  const items = getItemShape(shape);
  return items ? [buildObject(items, {}, path, canaries)] : buildObject(shape, {}, path, canaries);
}

/** Something that the schema takes where a value must stand. */
function buildPlainValue(shape: Shape | undefined, canaries: Canaries): JsonValue {
  const { schema } = shape ?? {};
  if (!shape || !schema) return 'x';
  if (schema['x-secret']) return canaries.createCanary(schema.pattern);
  const given = schema.enum?.find((value) => value !== null);
  if (given !== undefined) return given;
  const types = [schema.type ?? 'string'].flat();
  if (types.includes('boolean')) return true;
  if (types.includes('integer')) return schema.minimum ?? 1;
  if (types.includes('array')) return [];
  if (!types.includes('object')) return 'x';
  const members = (schema.required ?? []).map((name): [string, JsonValue] => [
    name,
    buildPlainValue(getMemberShape(shape, {}, name), canaries),
  ]);
  return Object.fromEntries(members);
}
