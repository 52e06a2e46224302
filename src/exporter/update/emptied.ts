import { isMap, isPair, isScalar, parseDocument } from 'yaml';
import { layoutOf, type ResourceType } from '../../resources/define.ts';

/** A type whose last resource was taken out is still declared: it has none. */
export function withEmptied(text: string, catalogue: readonly ResourceType[]): string {
  const { contents } = parseDocument(text);
  const lists = catalogue.filter((type) => layoutOf(type).form === 'list');
  const paths = lists.flatMap((type) => [layoutOf(type).at, ...(type.aliases ?? []).map((alias) => [alias.type])]);
  const colons = paths.flatMap((path) => colonOfEmpty(text, contents, path));
  return [...new Set(colons)].sort((a, b) => b - a).reduce((whole, at) => `${whole.slice(0, at)} []${whole.slice(at)}`, text);
}

/** Where the colon ends of a name that nothing follows. */
function colonOfEmpty(text: string, node: unknown, [name, ...rest]: readonly string[]): readonly number[] {
  if (!isMap(node)) return [];
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name);
  if (rest.length > 0) return colonOfEmpty(text, pair?.value, rest);
  const key = pair?.key;
  const isEmpty = isScalar(pair?.value) && pair.value.value === null && pair.value.source === '';
  return isEmpty && isScalar(key) && key.range ? [text.indexOf(':', key.range[1]) + 1] : [];
}
