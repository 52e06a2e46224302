import { getObjectMember, isEqual, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType, TargetCondition } from '../../resources/resource-type.ts';
import { getMemberShape, parseReference } from '../../schema/schema-shape.ts';
import type { TypeMatch } from './match-resources.ts';

/** Whether what a resource refers to meets a condition, as declared or else as it is in the tenant. Undefined: it is not known. */
export type TargetCheck = (type: ResourceType, fields: JsonObject, condition: TargetCondition) => boolean | undefined;

export function createTargetCheck(types: readonly TypeMatch[]): TargetCheck {
  const known = new Map<string, ReadonlyMap<string, JsonObject>>();
  const indexType = (name: string): ReadonlyMap<string, JsonObject> => {
    const index = known.get(name) ?? indexBodies(types.find(({ definition }) => definition.type === name));
    known.set(name, index);
    return index;
  };
  return (type, fields, { field, has, values }) => {
    const reference = parseReference(getMemberShape(getResourceShape(type), fields, field)?.schema);
    const key = getObjectMember(fields, field);
    const target = reference && typeof key === 'string' ? indexType(reference.type).get(key) : undefined;
    const found = target && getObjectMember(target, has);
    return found === undefined ? undefined : values.some((value: JsonValue) => isEqual(value, found));
  };
}

/** Indexes the resources of a type by key, with their declared fields over the live ones. */
const indexBodies = (match: TypeMatch | undefined): ReadonlyMap<string, JsonObject> =>
  new Map([
    ...(match?.unmatched ?? []).map(({ key, live }) => [key, live.body] as const),
    ...(match?.untouchable ?? []).map(({ declared, live }) => [declared.key, live.body] as const),
    ...(match?.pairs ?? []).map(({ declared, live }) => [declared.key, { ...live?.body, ...declared.fields }] as const),
  ]);
