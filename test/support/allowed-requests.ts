import { computeFullFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import type { TypeNeed } from '../../src/fetcher/need/type-need.ts';
import { getLiveResources, type LiveResource, type Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { buildResourcePath, deriveIdFromKey } from '../../src/resources/endpoints/resource-endpoints.ts';
import { hasSubresource, isSelf, isSystem } from '../../src/resources/identity/identify-resources.ts';
import { findAttachedLists } from '../../src/resources/relations/attached-items.ts';
import { getRelationItemShape } from '../../src/resources/relations/relation-items.ts';
import type { ResourceType } from '../../src/resources/resource-type.ts';
import { getMemberShape, parseReference } from '../../src/schema/schema-shape.ts';

/**
 * What reading the whole of this tenant may cost: a page for every hundred of each list, a read for each place, one for each of those whose
 * list is only a summary, and one for each relation of what may be changed, unless a list of all of them, or of the items' side, costs less.
 */
export function countAllowedRequests(snapshot: Snapshot): number {
  const needs = computeFullFetchNeed(CATALOGUE).types;
  const places = new Set(needs.flatMap(listPlaces));
  return needs.reduce(
    (sum, need) => sum + countListRequests(need, snapshot) + countRelationRequests(need, snapshot),
    places.size,
  );
}

const listPlaces = ({ type, keys }: TypeNeed): readonly string[] =>
  type.kind === 'placed' && keys !== 'all'
    ? keys.map((key) => JSON.stringify([buildResourcePath(type, deriveIdFromKey(type, key)), type.query]))
    : [];

function countListRequests({ type }: TypeNeed, snapshot: Snapshot): number {
  if (type.kind === 'placed') return 0;
  const rows = Math.max(...listTypesWithPath(type.list.path).map((one) => getLiveResources(snapshot, one).length));
  return Math.max(1, Math.ceil(rows / 100)) + (type.listsSummaries ? getLiveResources(snapshot, type.type).length : 0);
}

/** Types whose resources are rows of the same list: the page of the classic login stands in a client. */
const listTypesWithPath = (path: string): readonly string[] =>
  CATALOGUE.collections.filter(({ list }) => list.path === path).map(({ type }) => type);

function countRelationRequests({ type, relations }: TypeNeed, snapshot: Snapshot): number {
  const mine = getLiveResources(snapshot, type.type).filter(
    ({ body }) => !isSystem(type, body) && !isSelf(type, body, snapshot.self),
  );
  const all = getLiveResources(snapshot, type.type);
  return relations.reduce((sum, { relation }) => {
    if (hasNoTargets(type, relation.field, snapshot)) return sum;
    const owners = (relation === type.attached ? mine.filter(hasAttachedItems(type)) : mine).filter(({ body }) =>
      hasSubresource(relation, body),
    ).length;
    const isTogether = relation.listAll !== undefined && owners > Math.ceil(all.length / 100);
    const items = all.flatMap(({ relations: read }) => read[relation.field] ?? []).length;
    const byItem = countByItem(type, relation.field, owners, all.length, snapshot);
    return sum + (isTogether ? Math.max(1, Math.ceil(items / 100)) : (byItem ?? owners));
  }, 0);
}

/** What the lists of the items' side cost, with a page for every hundred owners, where they are fewer. */
function countByItem(type: ResourceType, field: string, owners: number, all: number, snapshot: Snapshot): number | undefined {
  const relation = type.relations.find((candidate) => candidate.field === field);
  const target = relation?.listByItem && parseReference(getRelationItemShape(type, relation)?.schema)?.type;
  if (!relation?.listByItem || target === undefined) return undefined;
  const count = getLiveResources(snapshot, target).length;
  const isDense = relation.listByItem.isDense === true;
  const cost = count * (isDense ? Math.max(1, Math.ceil(all / 100)) : 1);
  return cost < owners * (isDense ? Math.max(1, Math.ceil(count / relation.list.pageSize)) : 1) ? cost : undefined;
}

/** Lists of what the tenant has none of are not read. */
function hasNoTargets(type: ResourceType, field: string, snapshot: Snapshot): boolean {
  const relation = type.relations.find((candidate) => candidate.field === field);
  const shape = relation && getRelationItemShape(type, relation);
  const outerField = relation?.list.nested?.outerField;
  const target = parseReference((shape && outerField !== undefined ? getMemberShape(shape, {}, outerField) : shape)?.schema);
  return target !== undefined && getLiveResources(snapshot, target.type).length === 0;
}

const hasAttachedItems =
  (type: ResourceType) =>
  ({ body }: LiveResource): boolean =>
    findAttachedLists(type, body).some(({ items }) => items.length > 0);
