import { isArray, isObject, type JsonObject, member } from '../../model/json/json.ts';
import { stepsOf } from '../../model/json/pointer.ts';
import { RESOURCE_TYPES } from '../../resources/index.ts';
import { shapeOf } from '../../resources/shape.ts';
import { itemKey } from '../../schema/compare/normal.ts';
import { type FoundReference, referencesIn } from '../../schema/references.ts';
import { memberShape } from '../../schema/walk.ts';
import type { Read } from '../declare/declare-resource.ts';
import { type Finding, mistake } from '../findings.ts';
import { nearestAt, type Tree, textOf, toJson } from '../text/tree.ts';

/**
 * Scopes and permissions that the API they are of is declared without: no tenant has to be asked for that. It is a mistake also where the
 * API takes any name (`loose`): the declared list is the whole list, so the name can never mean anything.
 */
export const missingItems = (reads: readonly Read[]): readonly Finding[] =>
  RESOURCE_TYPES.flatMap((type) =>
    reads
      .filter(({ resource }) => resource.type === type.type)
      .flatMap(({ tree }) =>
        referencesIn(shapeOf(type), toJson(tree)).flatMap((reference) => missingItem(tree, reference, reads)),
      ),
  );

function missingItem(tree: Tree, reference: FoundReference, reads: readonly Read[]): readonly Finding[] {
  const { item, type, value, at } = reference;
  const target = item ? declaredTarget(reads, reference) : undefined;
  const names = target && itemNames(type, target.fields, item?.list ?? '');
  if (!item || !target || !names || names.includes(item.value)) return [];
  const found = nearestAt(tree, stepsOf(at)).tree;
  const place = found.kind === 'list' ? (found.items.find((each) => textOf(each) === item.value) ?? found) : found;
  return [
    mistake('dangling-reference', place.span, `${type}/${value} is declared without "${item.value}" among its ${item.list}`, {
      hint: `Add it to the ${item.list} of ${target.address}, or correct the name.`,
    }),
  ];
}

const declaredTarget = (reads: readonly Read[], { type, value, field }: FoundReference): Read['resource'] | undefined =>
  reads.find(({ resource: { type: other, key, fields } }) =>
    other === type && field !== undefined ? member(fields, field) === value : other === type && key === value,
  )?.resource;

/** The names of the items in a declared list; undefined where the list is not declared, and so whatever the tenant has. */
function itemNames(type: string, fields: JsonObject, list: string): readonly string[] | undefined {
  const definition = RESOURCE_TYPES.find((each) => each.type === type);
  const found = member(fields, list) ?? null;
  const key = definition && memberShape(shapeOf(definition), fields, list)?.schema['x-item-key'];
  return isArray(found) && key ? found.filter(isObject).map((item) => itemKey(key, item)) : undefined;
}
