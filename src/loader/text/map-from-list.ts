import { createSyntheticScalar, getText, type ListTree, type MapTree, type Tree, type TreeMember } from './definition-tree.ts';

/**
 * Converts a list to the map that it stands for: `[{ name: email, … }]` to `{ email: { … } }`. `undefined` if an item has no name or two
 * items have the same one.
 * @param field the field with the name; the fields after it default to that name in each item
 */
export function convertListToMap({ items, span }: ListTree, [field = '', ...sameFields]: readonly string[]): MapTree | undefined {
  const named = items.flatMap((item) => toNamedMember(item, field, sameFields) ?? []);
  const members = new Map(named);
  return members.size === items.length ? { kind: 'map', members, span } : undefined;
}

function toNamedMember(item: Tree, field: string, sameFields: readonly string[]): readonly [[string, TreeMember]] | undefined {
  const at = item.kind === 'map' ? item.members.get(field)?.value : undefined;
  const name = getText(at);
  if (item.kind !== 'map' || at === undefined || name === undefined) return undefined;
  const filled = sameFields.map((other): [string, TreeMember] => [
    other,
    { key: at.span, value: createSyntheticScalar(name, at.span) },
  ]);
  const own = [...item.members].filter(([other]) => other !== field);
  return [[name, { key: at.span, value: { ...item, members: new Map([...filled, ...own]) } }]];
}
