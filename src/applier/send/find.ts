import type { ApiFailure, ReadApi } from '../../management-api/types.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { type Outcome, success } from '../../model/plan/outcome.ts';
import type { Collection, Lookup, ResourceType } from '../../resources/define.ts';
import { inWords, ownPath, placedId } from '../../resources/endpoints.ts';
import { shapeOf } from '../../resources/shape.ts';
import { memberShape } from '../../schema/walk.ts';

/** Live resources whose key fields are those of `body`: where they have places of their own there, else by a lookup or the whole list. */
export async function findByKey(
  api: ReadApi,
  type: ResourceType,
  key: string,
  body: JsonObject,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  if (type.kind === 'placed') return readPlace(api, type, placedId(type, key));
  const found = type.lookup ? await lookUp(api, type, type.lookup, key) : await api.list(type.list);
  if (!found.ok) return found;
  return success(found.value.map((live) => worded(type, live)).filter((live) => sameKey(type, live, body)));
}

/** One resource where it must be, if it is there. */
export async function readPlace(
  api: ReadApi,
  type: ResourceType,
  id: string,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  const answer = await api.get(ownPath(type, id), type.kind === 'placed' ? type.query : undefined);
  if (!answer.ok) return answer.error.status === 404 ? success([]) : answer;
  const body = inWords(type, id, answer.value.body);
  return success(body ? [body] : []);
}

/** An item of a list in the words of a definition. */
export const worded = (type: ResourceType, item: JsonObject): JsonObject => inWords(type, '', item) ?? item;

export async function lookUp(
  api: ReadApi,
  type: Collection,
  lookup: Lookup,
  key: string,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  const query = Object.fromEntries(
    Object.entries(lookup.query ?? {}).map(([name, value]) => [name, value.replace('{key}', key)]),
  );
  const answer = await api.get(lookup.path.replace('{key}', encodeURIComponent(key)), query);
  if (!answer.ok) return answer.error.status === 404 ? success([]) : answer;
  return success(itemsOf(answer.value.body, lookup.envelope).filter((item) => isObject(item) && type.id in item));
}

const itemsOf = (body: JsonValue | undefined, envelope: string | undefined): readonly JsonObject[] => {
  const inner = envelope !== undefined && isObject(body) ? member(body, envelope) : body;
  return (isArray(inner) ? inner : [inner ?? null]).filter(isObject);
};

/** Whether two bodies have the same key; what is absent counts as what the API would fill in. */
export function sameKey(type: ResourceType, a: JsonObject, b: JsonObject): boolean {
  const shape = shapeOf(type);
  return type.key.every((field) => {
    const implied = memberShape(shape, a, field)?.schema['x-server-default'];
    return (member(a, field) ?? implied ?? null) === (member(b, field) ?? implied ?? null);
  });
}

/** References whose target exists read as its id; one whose target does not exist yet equals nothing that does. */
export const knownIds = (body: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]): [string, JsonValue] => {
      if (!isObject(value) || typeof value.$ref !== 'string') return [name, value];
      return [name, typeof value.id === 'string' ? value.id : value];
    }),
  );
