import type { JsonValue } from '../../model/json/json-value.ts';
import { type Tree, toJson } from '../text/definition-tree.ts';

/** Returns a value as written (lists and maps as JSON). `undefined` if nothing in it was substituted. */
export function getTemplate(tree: Tree): string | undefined {
  if (tree.kind === 'scalar') return tree.template;
  const templateJson = toTemplateJson(tree);
  const plain = JSON.stringify(toJson(tree));
  return JSON.stringify(templateJson) === plain ? undefined : JSON.stringify(templateJson);
}

/** Converts a value to JSON with templates instead of substituted values. */
function toTemplateJson(tree: Tree): JsonValue {
  switch (tree.kind) {
    case 'scalar':
      return tree.template ?? tree.value;
    case 'list':
      return tree.items.map(toTemplateJson);
    case 'map':
      return Object.fromEntries([...tree.members].map(([name, { value }]) => [name, toTemplateJson(value)]));
  }
}
