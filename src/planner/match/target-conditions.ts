import { getObjectMember, isEqual, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType, TargetCondition } from '../../resources/resource-type.ts';
import { getMemberShape, parseReference } from '../../schema/schema-shape.ts';
import { mergeFields } from '../owned/attached-lists.ts';
import type { TypeMatch } from './match-resources.ts';

/** Returns what a field of a resource refers to, with its declared fields over the live ones. Undefined: it is not known. */
export type FindTarget = (type: ResourceType, fields: JsonObject, field: string) => JsonObject | undefined;

export function createTargetFinder(types: readonly TypeMatch[]): FindTarget {
  const known = new Map<string, ReadonlyMap<string, JsonObject>>();
  const indexType = (name: string): ReadonlyMap<string, JsonObject> => {
    const index = known.get(name) ?? indexBodies(types.find(({ definition }) => definition.type === name));
    known.set(name, index);
    return index;
  };
  return (type, fields, field) => {
    const reference = parseReference(getMemberShape(getResourceShape(type), fields, field)?.schema);
    const key = getObjectMember(fields, field);
    return reference && typeof key === 'string' ? indexType(reference.type).get(key) : undefined;
  };
}

/** Whether what a resource refers to meets a condition. Undefined: it is not known. */
export type TargetCheck = (type: ResourceType, fields: JsonObject, condition: TargetCondition) => boolean | undefined;

export const createTargetCheck =
  (findTarget: FindTarget): TargetCheck =>
  (type, fields, { field, has, values }) => {
    const target = findTarget(type, fields, field);
    const found = target && getObjectMember(target, has);
    return found === undefined ? undefined : values.some((value: JsonValue) => isEqual(value, found));
  };

/** Indexes the resources of a type by key, with their declared fields over the live ones. */
const indexBodies = (match: TypeMatch | undefined): ReadonlyMap<string, JsonObject> =>
  new Map([
    ...(match?.unmatched ?? []).map(({ key, live }) => [key, live.body] as const),
    ...(match?.untouchable ?? []).map(({ declared, live }) => [declared.key, live.body] as const),
    ...(match?.pairs ?? []).map(({ declared, live }) => [declared.key, mergeFields(live?.body, declared.fields)] as const),
  ]);
