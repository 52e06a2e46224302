import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';
import { getItemShape, getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import type { SchemaError } from '../load-validator.ts';
import type { findNearest, MapTree, Tree } from '../text/definition-tree.ts';

/** An error of the schema together with the value it is about. */
export interface SchemaViolation {
  readonly error: SchemaError;
  readonly steps: readonly string[];
  readonly root: MapTree;
  readonly shape: Shape;
  /** What the resource is called: `client "Storefront"`. */
  readonly subject: string;
  readonly at: ReturnType<typeof findNearest>;
}

/** How a value is called: by its field, and in a list by its number. */
export function formatValueName({ steps, subject }: SchemaViolation): string {
  return steps.length === 0 ? `The ${subject}` : `"${formatPath(steps)}"`;
}

export const formatPath = (steps: readonly string[]): string =>
  steps.reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`), '');

/** The schema of the value at a place. */
export function getShapeAt(shape: Shape, root: MapTree, steps: readonly string[]): Shape | undefined {
  let at: Shape | undefined = shape;
  let tree: Tree | undefined = root;
  for (const step of steps) {
    if (!at || !tree) return undefined;
    at = tree.kind === 'map' ? getMemberShape(at, pickScalarMembers(tree), step) : getItemShape(at);
    tree = tree.kind === 'map' ? tree.members.get(step)?.value : tree.kind === 'list' ? tree.items[Number(step)] : undefined;
  }
  return at;
}

/** What an `if` of a schema can ask for: plain members. */
export function pickScalarMembers(tree: MapTree): JsonObject {
  const members = [...tree.members].flatMap(([name, { value }]): [string, JsonValue][] =>
    value.kind === 'scalar' ? [[name, value.value]] : [],
  );
  return Object.fromEntries(members);
}

/** The value, where it is short and no secret. */
export function showValue({ at, steps, shape, root }: SchemaViolation): string | undefined {
  const { tree } = at;
  if (tree.kind !== 'scalar' || tree.template !== undefined || isSecretAt(shape, root, steps)) return undefined;
  const text = JSON.stringify(tree.value);
  return text.length <= 60 ? text : undefined;
}

/** What stands inside of a secret is one too. */
const isSecretAt = (shape: Shape, root: MapTree, steps: readonly string[]): boolean =>
  steps.some((_, index) => getShapeAt(shape, root, steps.slice(0, index + 1))?.schema['x-secret'] === true);
