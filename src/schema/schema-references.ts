import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../model/json/pointer.ts';
import { getItemShape, getMemberShape, parseReference, type Shape } from './schema-shape.ts';

/** One value that names another resource, or an item inside one (an API's scope). */
export interface FoundReference {
  readonly type: string;
  /** As it stands: a key in a definition; an id in a live resource, unless `field` says that another field stands there. */
  readonly value: string;
  readonly field?: string;
  readonly loose?: true;
  /** The item inside the target, and the target's list that holds it. */
  readonly item?: { readonly list: string; readonly value: string; readonly loose: boolean };
  /** Whether the target must be in effect, and not merely there. */
  readonly inEffect?: boolean;
  readonly at: Pointer;
}

/** All references in a value, in the order of its members. */
export function findReferences(
  shape: Shape | undefined,
  value: JsonValue | undefined,
  at: Pointer = '',
): readonly FoundReference[] {
  if (!shape || value === undefined || value === null) return [];
  const reference = parseReference(shape.schema);
  // An empty text names nothing: `default_audience: ""` is how it is unset.
  const inEffect = shape.schema['x-in-effect'] ? { inEffect: true } : {};
  if (reference && typeof value === 'string') return value === '' ? [] : [{ ...reference, ...inEffect, value, at }];
  if (isArray(value)) {
    const items = getItemShape(shape);
    return value.flatMap((item, index) => findReferences(items, item, `${at}/${index}`));
  }
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((name) => {
    const child = getMemberShape(shape, value, name);
    const place = `${at}/${escapeStep(name)}`;
    return [
      ...findReferences(child, getObjectMember(value, name), place),
      ...findItemReferences(shape, child, value, name, place),
    ];
  });
}

/** `scope: [read:orders]` beside `audience`: each value names a scope of that API. */
function findItemReferences(
  holder: Shape,
  child: Shape | undefined,
  value: JsonObject,
  name: string,
  at: Pointer,
): readonly FoundReference[] {
  const mark = child?.schema['x-reference-item'] ?? getItemShape(child)?.schema['x-reference-item'];
  if (!mark) return [];
  const target = parseReference(getMemberShape(holder, value, mark.of)?.schema);
  const key = getObjectMember(value, mark.of);
  const found = getObjectMember(value, name) ?? null;
  const items = isArray(found) ? found : [found];
  if (!target || typeof key !== 'string') return [];
  return items
    .filter((item) => typeof item === 'string')
    .map((item) => ({ ...target, value: key, item: { list: mark.in, value: item, loose: mark.loose === true }, at }));
}
