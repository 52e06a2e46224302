import { getObjectMember, isArray, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { buildItemKey } from '../../schema/compare/normal-form.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';
import { createError, type LoadFinding } from '../findings.ts';
import { findNearest, getText, type Tree, toJson } from '../text/definition-tree.ts';

/**
 * Finds references to list items that their resource does not declare, such as a permission missing from the scopes of its API. This needs
 * no tenant, since a declared list is complete. It is an error even where the Management API accepts unknown names (`loose`).
 */
export const findDanglingItems = (parsedResources: readonly ParsedResource[], catalogue: Catalogue): readonly LoadFinding[] =>
  catalogue.all.flatMap((type) =>
    parsedResources
      .filter(({ resource }) => resource.type === type.type)
      .flatMap(({ tree }) =>
        findReferences(getResourceShape(type), toJson(tree)).flatMap((reference) =>
          checkItemReference(tree, reference, parsedResources, catalogue),
        ),
      ),
  );

function checkItemReference(
  tree: Tree,
  reference: FoundReference,
  parsedResources: readonly ParsedResource[],
  catalogue: Catalogue,
): readonly LoadFinding[] {
  const { item, type, value, at } = reference;
  const target = item ? findDeclaredTarget(parsedResources, reference) : undefined;
  const names = target && listItemNames(catalogue.get(type), target.fields, item?.list ?? '');
  if (!item || !target || !names || names.includes(item.value)) return [];
  const found = findNearest(tree, parsePointer(at)).tree;
  const place = found.kind === 'list' ? (found.items.find((each) => getText(each) === item.value) ?? found) : found;
  return [
    createError('dangling-reference', place.span, `${type}/${value} does not declare "${item.value}" in its ${item.list}`, {
      hint: `Add it to the ${item.list} of ${target.address}, or correct the name.`,
    }),
  ];
}

const findDeclaredTarget = (
  parsedResources: readonly ParsedResource[],
  { type, value, field }: FoundReference,
): ParsedResource['resource'] | undefined =>
  parsedResources.find(({ resource: { type: other, key, fields } }) =>
    other === type && field !== undefined ? getObjectMember(fields, field) === value : other === type && key === value,
  )?.resource;

/** Lists the names of the items in a declared list. `undefined` if the list is not declared: the tenant's list then stays unchanged. */
function listItemNames(type: ResourceType | undefined, fields: JsonObject, list: string): readonly string[] | undefined {
  const found = getObjectMember(fields, list) ?? null;
  const key = type && getMemberShape(getResourceShape(type), fields, list)?.schema['x-item-key'];
  return isArray(found) && key ? found.filter(isObject).map((item) => buildItemKey(key, item)) : undefined;
}
