import { splitAddress } from '../../model/address.ts';
import { isObject, type JsonValue } from '../../model/json/json-value.ts';
import { findPlaceholders, parsePlaceholder } from '../../model/plan/placeholders.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';

import type { VersionList } from '../../resources/resource-type.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Builds the reads that resolve version numbers in a body to version ids: one read per resource that owns the versions. */
export function buildVersionReads(body: JsonValue, context: PlanningContext): readonly PlannedRequest[] {
  const versions = findPlaceholders(body).flatMap((placeholder) => (placeholder.kind === 'version' ? [placeholder.of] : []));
  const owners = new Map(versions.map((owner) => [JSON.stringify(owner), owner]));
  return [...owners.values()].flatMap((owner) => {
    const list = findVersionList(owner, context);
    if (!list) return [];
    const { path, query, envelope, number, id } = list;
    return [{ method: 'GET' as const, path, params: { id: owner }, query, versions: { envelope, number, id } }];
  });
}

/** Finds the version list of the type that the owner's placeholder refers to. */
function findVersionList(owner: JsonValue, { catalogue }: PlanningContext): VersionList | undefined {
  const reference = isObject(owner) ? parsePlaceholder(owner) : undefined;
  if (reference?.kind !== 'reference') return undefined;
  return catalogue.get(splitAddress(reference.address).type)?.versions;
}
