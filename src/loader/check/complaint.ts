import type { JsonObject, JsonValue } from '../../model/json/json.ts';
import { itemShape, memberShape, type Shape } from '../../schema/walk.ts';
import type { SchemaError } from '../load-validator.ts';
import type { Mapping, nearestAt, Tree } from '../text/tree.ts';

/** An error of the schema together with the value it is about. */
export interface Complaint {
  readonly error: SchemaError;
  readonly steps: readonly string[];
  readonly root: Mapping;
  readonly shape: Shape;
  /** What the resource is called: `client "Storefront"`. */
  readonly subject: string;
  readonly at: ReturnType<typeof nearestAt>;
}

/** How a value is called: by its field, and in a list by its number. */
export function nameOf({ steps, subject }: Complaint): string {
  return steps.length === 0 ? `The ${subject}` : `"${pathOf(steps)}"`;
}

export const pathOf = (steps: readonly string[]): string =>
  steps.reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`), '');

/** The schema of the value at a place. */
export function shapeAt(shape: Shape, root: Mapping, steps: readonly string[]): Shape | undefined {
  let at: Shape | undefined = shape;
  let tree: Tree | undefined = root;
  for (const step of steps) {
    if (!at || !tree) return undefined;
    at = tree.kind === 'map' ? memberShape(at, plainMembers(tree), step) : itemShape(at);
    tree = tree.kind === 'map' ? tree.members.get(step)?.value : tree.kind === 'list' ? tree.items[Number(step)] : undefined;
  }
  return at;
}

/** What an `if` of a schema can ask for: plain members. */
export function plainMembers(tree: Mapping): JsonObject {
  const members = [...tree.members].flatMap(([name, { value }]): [string, JsonValue][] =>
    value.kind === 'scalar' ? [[name, value.value]] : [],
  );
  return Object.fromEntries(members);
}

/** The value, where it is short and no secret. */
export function showValue({ at, steps, shape, root }: Complaint): string | undefined {
  const { tree } = at;
  if (tree.kind !== 'scalar' || tree.template !== undefined || isSecretAt(shape, root, steps)) return undefined;
  const text = JSON.stringify(tree.value);
  return text.length <= 60 ? text : undefined;
}

/** What stands inside of a secret is one too. */
const isSecretAt = (shape: Shape, root: Mapping, steps: readonly string[]): boolean =>
  steps.some((_, index) => shapeAt(shape, root, steps.slice(0, index + 1))?.schema['x-secret'] === true);
