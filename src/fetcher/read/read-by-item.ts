import type { ReadApi } from '../../management-api/management-api.ts';
import { groupBy } from '../../model/group-by.ts';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { fillPath } from '../../resources/endpoints/path-template.ts';
import { isMarkedBy } from '../../resources/identity/identify-resources.ts';
import type { Relation, ResourceType } from '../../resources/resource-type.ts';

/** The items of a relation as far as an entry on the side of the items shows them: with their id only. */
export const keepItemId = ({ itemIdField = 'id' }: Relation, item: JsonObject): JsonObject => ({
  [itemIdField]: getObjectMember(item, itemIdField) ?? null,
});

/**
 * Reads a relation of many resources from the side of its items, if that takes fewer requests. Returns the items by the id of the resource
 * that has them. Undefined: it does not take fewer, or the tenant refuses one of the lists. Then each resource's own list is read.
 *
 * @param wanted how many resources the relation is read of; `total`: how many there are
 */
export async function readByItem(
  api: ReadApi,
  type: ResourceType,
  relation: Relation,
  targets: readonly LiveResource[],
  { wanted, total }: { readonly wanted: number; readonly total: number },
): Promise<ReadonlyMap<string, readonly JsonObject[]> | undefined> {
  const { listByItem, itemIdField = 'id' } = relation;
  if (!listByItem || countByItem(relation, targets.length, total) >= countByOwner(relation, targets.length, wanted))
    return undefined;
  const { list, notWith } = listByItem;
  if (notWith && targets.some(({ body }) => isMarkedBy(notWith, body))) return undefined;
  const reads = await Promise.all(
    targets.map(async ({ id }) => ({ id, owners: await api.list(list, fillPath(list.path, { item: id })) })),
  );
  const links: { readonly owner: string; readonly item: JsonObject }[] = [];
  for (const { id, owners } of reads) {
    if (!owners.ok) return undefined;
    for (const owner of owners.value)
      links.push({ owner: String(getObjectMember(owner, getOwnerIdField(type))), item: { [itemIdField]: id } });
  }
  return new Map([...groupBy(links, ({ owner }) => owner)].map(([owner, own]) => [owner, own.map(({ item }) => item)]));
}

const getOwnerIdField = (type: ResourceType): string => (type.kind === 'collection' ? type.idField : 'id');

const countByItem = ({ listByItem }: Relation, items: number, owners: number): number =>
  items * (listByItem?.isDense ? countPages(owners, listByItem.list.pageSize) : 1);

const countByOwner = ({ listByItem, list }: Relation, items: number, owners: number): number =>
  owners * (listByItem?.isDense ? countPages(items, list.pageSize) : 1);

const countPages = (rows: number, pageSize: number): number => Math.max(1, Math.ceil(rows / pageSize));
