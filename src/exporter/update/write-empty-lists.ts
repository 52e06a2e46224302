import { isMap, isPair, isScalar, parseDocument } from 'yaml';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getDefinitionLayout } from '../../resources/resource-type.ts';

/** Writes `[]` after a type's key whose last resource was removed, so that the type stays managed. */
export function writeEmptyLists(text: string, catalogue: Catalogue): string {
  const { contents } = parseDocument(text);
  const lists = catalogue.all.filter((type) => getDefinitionLayout(type).form === 'list');
  const paths = lists.flatMap((type) => [
    getDefinitionLayout(type).yamlPath,
    ...(type.aliases ?? []).map((alias) => [alias.type]),
  ]);
  const colons = paths.flatMap((path) => findEmptyColons(text, contents, path));
  return [...new Set(colons)]
    .sort((a, b) => b - a)
    .reduce((current, at) => `${current.slice(0, at)} []${current.slice(at)}`, text);
}

/** Finds the position after the colon of a key without a value. */
function findEmptyColons(text: string, node: unknown, [name, ...deeper]: readonly string[]): readonly number[] {
  if (!isMap(node)) return [];
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === name);
  if (deeper.length > 0) return findEmptyColons(text, pair?.value, deeper);
  const key = pair?.key;
  const isEmpty = isScalar(pair?.value) && pair.value.value === null && pair.value.source === '';
  return isEmpty && isScalar(key) && key.range ? [text.indexOf(':', key.range[1]) + 1] : [];
}
