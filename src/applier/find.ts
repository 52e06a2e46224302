import type { ApiFailure, ReadApi } from '../management-api/types.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { type Outcome, success } from '../model/outcome.ts';
import type { ResourceType } from '../resources/define.ts';
import { shapeOf } from '../resources/shape.ts';
import { memberShape } from '../schema/walk.ts';

/** Live resources whose key fields are those of `body`: by the lookup where the type has one, else by the whole list. */
export async function findByKey(
  api: ReadApi,
  type: ResourceType,
  key: string,
  body: JsonObject,
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  const found = type.lookup ? await lookUp(api, type, type.lookup, key) : await api.list(type.list);
  return found.ok ? success(found.value.filter((live) => sameKey(type, live, body))) : found;
}

export async function lookUp(
  api: ReadApi,
  type: ResourceType,
  lookup: NonNullable<ResourceType['lookup']>,
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

export const idOf = (type: ResourceType, body: JsonValue | undefined): string | undefined => {
  const id = isObject(body) ? member(body, type.id) : undefined;
  return typeof id === 'string' ? id : undefined;
};
