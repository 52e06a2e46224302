import { isArray, isObject, type JsonValue, member } from '../../model/json/json.ts';
import type { PlannedRequest } from '../../model/plan/plan.ts';
import type { VersionList } from '../../resources/define.ts';
import type { Context } from '../planning-context.ts';

/** Reads that show the ids of the versions which a body names by their numbers: one for each resource that has such versions. */
export function versionReads(body: JsonValue, context: Context): readonly PlannedRequest[] {
  const owners = new Map(ownersIn(body).map((owner) => [JSON.stringify(owner), owner]));
  return [...owners.values()].flatMap((owner) => {
    const list = versionListOf(owner, context);
    if (!list) return [];
    const { path, query, envelope, number, id } = list;
    return [{ method: 'GET' as const, path, params: { id: owner }, query, versions: { envelope, number, id } }];
  });
}

function ownersIn(value: JsonValue): readonly JsonValue[] {
  if (isArray(value)) return value.flatMap(ownersIn);
  if (!isObject(value)) return [];
  if (typeof value.$version === 'number') return [value.of ?? null];
  return Object.values(value).flatMap(ownersIn);
}

/** Of the type that the placeholder of the owner names. */
function versionListOf(owner: JsonValue, { catalogue }: Context): VersionList | undefined {
  const address = isObject(owner) ? member(owner, '$ref') : undefined;
  return typeof address !== 'string' ? undefined : catalogue.find(({ type }) => address.startsWith(`${type}/`))?.versions;
}
