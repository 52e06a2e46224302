import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getItemShape, getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import type { SchemaError } from '../load-validator.ts';
import type { findNearest, MapTree, Tree } from '../text/definition-tree.ts';

/** A schema error together with the value that caused it. */
export interface SchemaViolation {
  readonly error: SchemaError;
  /** Path of the value in `root`. */
  readonly steps: readonly string[];
  readonly root: MapTree;
  readonly shape: Shape;
  /** Name of the resource in messages: `client "Storefront"`. */
  readonly subject: string;
  readonly catalogue: Catalogue;
  /** The value, or its nearest existing ancestor. */
  readonly at: ReturnType<typeof findNearest>;
}

/** Formats the name of a value for messages: its path with list indexes, or the resource itself. */
export function formatValueName({ steps, subject }: SchemaViolation): string {
  return steps.length === 0 ? `The ${subject}` : `"${formatPath(steps)}"`;
}

/** Formats a path: `scopes[0].value`. */
export const formatPath = (steps: readonly string[]): string =>
  steps.reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`), '');

/** Finds the schema of the value at a path. */
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

/** Picks the scalar members. The `if` conditions of our schemas test only these. */
export function pickScalarMembers(tree: MapTree): JsonObject {
  const members = [...tree.members].flatMap(([name, { value }]): [string, JsonValue][] =>
    value.kind === 'scalar' ? [[name, value.value]] : [],
  );
  return Object.fromEntries(members);
}

/** Returns the value as JSON for a message. `undefined` if it is long, a secret, or not written literally. */
export function showValue({ at, steps, shape, root }: SchemaViolation): string | undefined {
  const { tree } = at;
  if (tree.kind !== 'scalar' || tree.template !== undefined || isSecretAt(shape, root, steps)) return undefined;
  const text = JSON.stringify(tree.value);
  return text.length <= 60 ? text : undefined;
}

/** Whether a value or one of its ancestors is a secret. */
const isSecretAt = (shape: Shape, root: MapTree, steps: readonly string[]): boolean =>
  steps.some((_, index) => getShapeAt(shape, root, steps.slice(0, index + 1))?.schema['x-secret'] === true);
