import { splitAddress } from '../../model/address.ts';
import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import type { PlannedRequest } from '../../model/plan/plan.ts';
import type { VersionList } from '../../resources/resource-type.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Builds the reads that resolve version numbers in a body to version ids: one read per resource that owns the versions. */
export function buildVersionReads(body: JsonValue, context: PlanningContext): readonly PlannedRequest[] {
  const owners = new Map(collectVersionOwners(body).map((owner) => [JSON.stringify(owner), owner]));
  return [...owners.values()].flatMap((owner) => {
    const list = findVersionList(owner, context);
    if (!list) return [];
    const { path, query, envelope, number, id } = list;
    return [{ method: 'GET' as const, path, params: { id: owner }, query, versions: { envelope, number, id } }];
  });
}

function collectVersionOwners(value: JsonValue): readonly JsonValue[] {
  if (isArray(value)) return value.flatMap(collectVersionOwners);
  if (!isObject(value)) return [];
  if (typeof value.$version === 'number') return [value.of ?? null];
  return Object.values(value).flatMap(collectVersionOwners);
}

/** Finds the version list of the type that the owner's `$ref` placeholder names. */
function findVersionList(owner: JsonValue, { catalogue }: PlanningContext): VersionList | undefined {
  const address = isObject(owner) ? getObjectMember(owner, '$ref') : undefined;
  return typeof address !== 'string' ? undefined : catalogue.get(splitAddress(address).type)?.versions;
}
