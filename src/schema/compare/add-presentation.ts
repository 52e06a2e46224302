import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema-shape.ts';

/** Adds what the changed value is, if reports can show it better than as text. `holder` has both sides: a schema may depend on other members. */
export function addPresentation(change: Change, shape: Shape, holder: JsonObject): Change {
  const presentation = findPresentation(change, parsePointer(change.path), shape, holder);
  return presentation === undefined ? change : { ...change, presentation };
}

function findPresentation(
  { kind }: Change,
  steps: readonly string[],
  shape: Shape,
  holder: JsonObject,
): Change['presentation'] | undefined {
  let current: Shape | undefined = shape;
  let value: JsonValue | undefined = holder;
  for (const [index, step] of steps.entries()) {
    const items: Shape | undefined = getItemShape(current);
    const object: JsonObject = isObject(value) ? value : {};
    if (items && kind === 'item' && index === steps.length - 1) return isAccessItem(items) ? 'access' : undefined;
    current = items ?? (current && getMemberShape(current, object, step));
    value = items ? undefined : getObjectMember(object, step);
  }
  if (isAccessItem(getItemShape(current))) return 'access';
  return current?.schema['x-file'] === 'html' ? 'html' : undefined;
}

/** Whether an item of a list names another resource, or a part of one: the list says who or what has access. */
export const isAccessItem = (items: Shape | undefined): boolean =>
  items !== undefined &&
  [items.schema, ...Object.values(items.schema.properties ?? {})].some(
    (schema) => schema['x-reference'] !== undefined || schema['x-reference-item'] !== undefined,
  );
