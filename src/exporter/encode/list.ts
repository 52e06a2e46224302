import { canonical, equal, isObject, type JsonArray, type JsonValue, member } from '../../model/json/json.ts';
import { normal, readKey } from '../../schema/compare/normal.ts';
import { itemShape, type Shape } from '../../schema/walk.ts';
import { clearOf, type ListPart, type Part, plain, secretsIn, shownOf } from './part.ts';
import { type Care, leaveOut, type Run, readingOf } from './run.ts';
import { compareText } from './tenant.ts';

/** A list in an order of its own where the API keeps none. A list is compared as a whole, so one that cannot be told as it is goes as a whole. */
export function listPart(run: Run, shape: Shape | undefined, value: JsonArray, path: string, care: Care): ListPart | undefined {
  const key = shape?.schema['x-item-key'];
  const list = key && care !== 'exact' ? keyed(run, shape, key, value, path, care) : plainList(run, shape, value, path, care);
  return list && tellsTheSame(run, shape, value, list, care) ? list : leaveOut(run, 'refused', path);
}

function keyed(run: Run, shape: Shape, key: readonly string[], value: JsonArray, path: string, care: Care): ListPart | undefined {
  const items = itemShape(shape);
  const named = value.map((item) => {
    const part = isObject(item) ? run.toPart(run, items, item, `${path}[]`, care, new Set(key)) : undefined;
    const told = part && clearOf(part);
    return part && isObject(told) && key.some((field) => member(told, field) !== undefined)
      ? { part, name: readKey(items, key, told, readingOf(run)) }
      : undefined;
  });
  const whole = named.filter((item) => item !== undefined);
  const isWhole = whole.length === value.length && new Set(whole.map(({ name }) => name)).size === value.length;
  if (!isWhole) return undefined;
  return { kind: 'list', items: whole.sort((a, b) => compareText(a.name, b.name)).map(({ part }) => part) };
}

function plainList(run: Run, shape: Shape | undefined, value: JsonArray, path: string, care: Care): ListPart | undefined {
  const items = itemShape(shape);
  const asCare = care === 'exact' ? 'exact' : 'whole';
  const parts = value.map((item) => run.toPart(run, items, item, `${path}[]`, asCare) ?? plain(null));
  const list: ListPart = { kind: 'list', items: parts };
  if (care === 'exact') return list;
  if (secretsIn(list).length > 0) return plainList(run, shape, value, path, 'exact');
  return shape?.schema['x-unordered'] ? { kind: 'list', items: inOrder(parts) } : list;
}

/** By what is in them, and what stands there twice only once. */
function inOrder(parts: readonly Part[]): readonly Part[] {
  const byText = new Map(parts.map((part) => [canonical(clearOf(part)), part]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, part]) => part);
}

/** Whether a comparison finds the list to be what the tenant has. Members of items with a key are compared one by one. */
function tellsTheSame(run: Run, shape: Shape | undefined, value: JsonArray, list: ListPart, care: Care): boolean {
  if (shape?.schema['x-item-key'] && care === 'least') return true;
  if (secretsIn(list).length > 0) return equal(value, shownOf(list));
  const form = (side: JsonValue) => normal(shape, side, readingOf(run), '');
  return equal(form(value), form(clearOf(list)));
}
