import type { ApiFailure, ApiRequest, ReadApi } from '../../management-api/types.ts';
import { isArray, isObject, type JsonValue, member } from '../../model/json/json.ts';
import { type Outcome, success } from '../../model/plan/outcome.ts';
import type { VersionMembers } from '../../model/plan/plan.ts';
import { versionName } from './resolve.ts';

/** Reads the versions of one resource: their ids, by what `$version` calls them. */
export async function readVersions(
  { envelope, number, id }: VersionMembers,
  owner: JsonValue,
  { path, query }: ApiRequest,
  api: ReadApi,
): Promise<Outcome<ReadonlyMap<string, string>, ApiFailure>> {
  const answer = await api.get(path, query);
  if (!answer.ok) return answer;
  const { body = null } = answer.value;
  const list = isObject(body) ? (member(body, envelope) ?? null) : null;
  const versions = (isArray(list) ? list : []).filter(isObject).flatMap((version): [string, string][] => {
    const [at, found] = [member(version, number), member(version, id)];
    return typeof at === 'number' && typeof found === 'string' ? [[versionName(owner, at), found]] : [];
  });
  return success(new Map(versions));
}
