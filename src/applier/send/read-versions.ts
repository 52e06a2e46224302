import type { ApiFailure, ApiRequest, ReadApi } from '../../management-api/management-api.ts';
import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { VersionMembers } from '../../model/plan/planned-request.ts';
import { buildVersionName } from './resolve-request.ts';

/** Reads the versions of the resource `owner`. Returns their ids by `buildVersionName`. */
export async function readVersions(
  { envelope, number, id }: VersionMembers,
  owner: JsonValue,
  { path, query }: ApiRequest,
  api: ReadApi,
): Promise<Outcome<ReadonlyMap<string, string>, ApiFailure>> {
  const answer = await api.get(path, query);
  if (!answer.ok) return answer;
  const { body = null } = answer.value;
  const list = isObject(body) ? (getObjectMember(body, envelope) ?? null) : null;
  const versions = (isArray(list) ? list : []).filter(isObject).flatMap((version): [string, string][] => {
    const [at, found] = [getObjectMember(version, number), getObjectMember(version, id)];
    return typeof at === 'number' && typeof found === 'string' ? [[buildVersionName(owner, at), found]] : [];
  });
  return succeed(new Map(versions));
}
