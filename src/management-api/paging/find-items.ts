import type { SearchRequest } from '../../model/endpoint.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { ApiFailure, ReadApi } from '../management-api.ts';
import { isRefusedQuery } from './list-all.ts';

/** Finds resources with one request. The list is empty if nothing matches, or if the path names the resource and the answer is 404. */
export async function findItems(
  api: Pick<ReadApi, 'get'>,
  request: SearchRequest,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  const answer = await search(api, request);
  const isNamed = Object.keys(request.query).length === 0;
  if (!answer.ok) return answer.error.status === 404 && isNamed ? succeed([]) : answer;
  return succeed(extractItems(answer.value.body, request.envelope));
}

async function search(api: Pick<ReadApi, 'get'>, { path, query, optionalQuery }: SearchRequest): ReturnType<ReadApi['get']> {
  const answer = await api.get(path, { ...query, ...optionalQuery });
  return answer.ok || optionalQuery === undefined || !isRefusedQuery(answer.error) ? answer : api.get(path, query);
}

const extractItems = (body: JsonValue | undefined, envelope: string | undefined): readonly JsonObject[] => {
  const inner = envelope !== undefined && isObject(body) ? getObjectMember(body, envelope) : body;
  return (isArray(inner) ? inner : [inner ?? null]).filter(isObject);
};
