import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';
import { escapeStep, type Pointer } from '../model/json/pointer.ts';
import { collectKeywords } from './schema-keywords.ts';
import { getItemShape, getMemberShape, getReferenceTarget, parseReference, type Shape } from './schema-shape.ts';

/** A value that refers to another resource, or to an item inside one, such as a scope of an API. */
export interface FoundReference {
  readonly type: string;
  /** The unchanged value: a key in a definition; in a live resource an id, or the value of `field`. */
  readonly value: string;
  /** The target's field that the value refers to, if it is not the id. */
  readonly field?: string;
  /** Whether the API also accepts a value without a target. */
  readonly loose?: true;
  /** The item inside the target, and the list of the target that contains it. */
  readonly item?: { readonly list: string; readonly value: string; readonly loose: boolean };
  /** Whether the target must be in effect (such as a deployed action) and not merely exist. */
  readonly inEffect?: boolean;
  readonly at: Pointer;
}

/** Finds all references in a value, in the order of its members. */
export function findReferences(
  shape: Shape | undefined,
  value: JsonValue | undefined,
  at: Pointer = '',
): readonly FoundReference[] {
  if (!shape || value === undefined || value === null || !canRefer(shape)) return [];
  const reference = parseReference(shape.schema);
  const inEffect = shape.schema['x-in-effect'] ? { inEffect: true } : {};
  // An empty string is no reference: `default_audience: ""` unsets it.
  if (reference && typeof value === 'string') {
    const target = getReferenceTarget(reference, value) ?? '';
    return target === '' ? [] : [{ ...reference, ...inEffect, value: target, at }];
  }
  if (isArray(value)) {
    const items = getItemShape(shape);
    return value.flatMap((item, index) => findReferences(items, item, `${at}/${index}`));
  }
  if (!isObject(value)) return [];
  return Object.keys(value).flatMap((name) => {
    const child = getMemberShape(shape, value, name);
    if (!child || !canRefer(child)) return [];
    const place = `${at}/${escapeStep(name)}`;
    return [
      ...findReferences(child, getObjectMember(value, name), place),
      ...findItemReferences(shape, child, value, name, place),
    ];
  });
}

/** Checks once per schema, not per value, because most values refer to nothing. */
function canRefer({ schema }: Shape): boolean {
  const keywords = collectKeywords(schema);
  return keywords.has('x-reference') || keywords.has('x-reference-item') || keywords.has('$ref');
}

/** Finds references to items (`x-reference-item`): in `scope: [read:orders]` next to `audience`, each value is a scope of that API. */
function findItemReferences(
  holder: Shape,
  child: Shape,
  value: JsonObject,
  name: string,
  at: Pointer,
): readonly FoundReference[] {
  const mark = child.schema['x-reference-item'] ?? getItemShape(child)?.schema['x-reference-item'];
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
