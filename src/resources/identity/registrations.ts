import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import type { Registration, ResourceType } from '../resource-type.ts';
import { listOwnKeyFields } from './keyed-lookups.ts';

/** Returns how a resource with these fields is registered. Undefined: it is created like any other of its type. */
export function findRegistration(type: ResourceType, fields: JsonObject): Registration | undefined {
  const { registration } = type;
  return registration && getRegisteredValue(registration, fields) !== undefined ? registration : undefined;
}

/** Returns the value that identifies a registered resource: the address of its document. */
export function getRegisteredValue({ field }: Registration, fields: JsonObject): string | undefined {
  const value = getObjectMember(fields, field);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns the fields that identify a resource: the field that it is registered by, or those of its key. */
export const getIdentityFields = (type: ResourceType, fields: JsonObject): readonly string[] => {
  const registration = findRegistration(type, fields);
  return registration ? [registration.field] : listOwnKeyFields(type, fields);
};

/** Whether a planned request registers a resource. */
export const isRegistrationRequest = ({ registration }: ResourceType, { method, path }: PlannedRequest): boolean =>
  method === 'POST' && path === registration?.path;

/** Returns the part of an answer that shows the resource: all of it, unless the request registers one. */
export function pickShownResource(
  type: ResourceType,
  request: PlannedRequest,
  answer: JsonValue | undefined,
): JsonValue | undefined {
  const { registration } = type;
  if (answer === undefined || !isObject(answer) || !registration || !isRegistrationRequest(type, request)) return answer;
  return getObjectMember(answer, registration.answerMember);
}
