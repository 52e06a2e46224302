import { compareText } from '../../model/compare-text.ts';
import {
  getObjectMember,
  isEqual,
  isObject,
  type JsonArray,
  type JsonValue,
  toCanonicalJson,
} from '../../model/json/json-value.ts';
import { readItemKey, toNormalForm, translateReferences } from '../../schema/compare/normal-form.ts';
import { getItemShape, type Shape } from '../../schema/schema-shape.ts';
import { createCompareOptions, type ExportContext, type Fidelity, omitValue } from './export-context.ts';
import { collectSecrets, type ExportPart, type ListPart, toClearValue, toPlainPart, toShownValue } from './export-part.ts';

/** Converts a list, sorted if its order means nothing. If one item cannot be expressed, the list is left out, as a plan compares it whole. */
export function toListPart(
  context: ExportContext,
  shape: Shape | undefined,
  value: JsonArray,
  path: string,
  fidelity: Fidelity,
): ListPart | undefined {
  const key = shape?.schema['x-item-key'];
  const list =
    key && fidelity !== 'exact'
      ? toKeyedList(context, shape, key, value, path, fidelity)
      : toPlainList(context, shape, value, path, fidelity);
  return list && isSameList(context, shape, value, list, fidelity) ? list : omitValue(context, 'refused', path);
}

function toKeyedList(
  context: ExportContext,
  shape: Shape,
  key: readonly string[],
  value: JsonArray,
  path: string,
  fidelity: Fidelity,
): ListPart | undefined {
  const items = getItemShape(shape);
  const keyedParts = value.map((item) => {
    const part = isObject(item) ? context.toPart(context, items, item, `${path}[]`, fidelity, new Set(key)) : undefined;
    const exported = part && toClearValue(part);
    return part && isObject(exported) && key.some((field) => getObjectMember(exported, field) !== undefined)
      ? { part, name: readItemKey(items, key, exported, createCompareOptions(context)) }
      : undefined;
  });
  const converted = keyedParts.filter((item) => item !== undefined);
  const isComplete = converted.length === value.length && new Set(converted.map(({ name }) => name)).size === value.length;
  if (!isComplete) return undefined;
  return { kind: 'list', items: converted.sort((a, b) => compareText(a.name, b.name)).map(({ part }) => part) };
}

function toPlainList(
  context: ExportContext,
  shape: Shape | undefined,
  value: JsonArray,
  path: string,
  fidelity: Fidelity,
): ListPart | undefined {
  const items = getItemShape(shape);
  const itemFidelity = fidelity === 'exact' ? 'exact' : 'whole';
  const parts = value.map((item) => context.toPart(context, items, item, `${path}[]`, itemFidelity) ?? toPlainPart(null));
  const list: ListPart = { kind: 'list', items: parts };
  if (fidelity === 'exact') return list;
  if (collectSecrets(list).length > 0) return toPlainList(context, shape, value, path, 'exact');
  return shape?.schema['x-unordered'] ? { kind: 'list', items: sortUnique(parts) } : list;
}

/** Sorts by content and removes duplicates. */
function sortUnique(parts: readonly ExportPart[]): readonly ExportPart[] {
  const byText = new Map(parts.map((part) => [toCanonicalJson(toClearValue(part)), part]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, part]) => part);
}

/** Whether a plan would find the exported list equal to the live one. Items with a key have been compared member by member already. */
function isSameList(
  context: ExportContext,
  shape: Shape | undefined,
  value: JsonArray,
  list: ListPart,
  fidelity: Fidelity,
): boolean {
  if (shape?.schema['x-item-key'] && fidelity === 'least') return true;
  const options = createCompareOptions(context);
  if (collectSecrets(list).length > 0)
    return isEqual(translateReferences(shape, value, options), translateReferences(shape, toShownValue(list), options));
  const toComparable = (side: JsonValue) => toNormalForm(shape, side, options, '');
  return isEqual(toComparable(value), toComparable(toClearValue(list)));
}
