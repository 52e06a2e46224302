import { groupBy } from '../../model/group-by.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';
import { createError, type LoadFinding } from '../findings.ts';
import { findNearest, getText, type Tree, toJson } from '../text/definition-tree.ts';
import { DeclaredLists } from './declared-lists.ts';

/**
 * Finds references to list items that their resource does not declare, such as a permission missing from the scopes of its API. This needs
 * no tenant, since a declared list is complete. It is an error even where the Management API accepts unknown names (`loose`).
 */
export function findDanglingItems(parsedResources: readonly ParsedResource[], catalogue: Catalogue): readonly LoadFinding[] {
  const byType = groupBy(parsedResources, ({ resource }) => resource.type);
  const lists = new DeclaredLists(byType, catalogue);
  return catalogue.all.flatMap((type) =>
    (byType.get(type.type) ?? []).flatMap(({ tree }) =>
      findReferences(getResourceShape(type), toJson(tree)).flatMap((reference) => checkItemReference(tree, reference, lists)),
    ),
  );
}

function checkItemReference(tree: Tree, reference: FoundReference, lists: DeclaredLists): readonly LoadFinding[] {
  const { item, type, value, at } = reference;
  const target = item && lists.findTarget(reference);
  const names = target && lists.getItemNames(target, item.list);
  if (!item || !target || !names || names.has(item.value)) return [];
  const found = findNearest(tree, parsePointer(at)).tree;
  const place = found.kind === 'list' ? (found.items.find((each) => getText(each) === item.value) ?? found) : found;
  return [
    createError('dangling-reference', place.span, `${type}/${value} does not declare "${item.value}" in its ${item.list}`, {
      hint: `Add it to the ${item.list} of ${target.address}, or correct the name.`,
    }),
  ];
}
