import { joinKey, splitParts } from '../../model/address.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { RequestMethod } from '../../model/plan/planned-request.ts';
import { findRegistration } from '../identity/registrations.ts';
import type { ResourceType } from '../resource-type.ts';
import { fillPath } from './path-template.ts';

/** A path with parameters in braces, and their values. */
export interface ResourceTarget {
  readonly path: string;
  /** Absent if the path has no parameters. */
  readonly params?: Readonly<Record<string, JsonValue>>;
}

/** Returns the id that plans use for a resource without a tenant's id: its key, or the type's name if there is only one. */
export const deriveIdFromKey = (type: ResourceType, key: string): string => (key === '' ? type.type : key);

/** Returns the path of a resource. `id` can be a placeholder only for collections. */
export function getResourceTarget(type: ResourceType, id: JsonValue): ResourceTarget {
  if (type.kind === 'collection') return { path: `${type.path}/{id}`, params: { id } };
  const key = typeof id === 'string' ? id : '';
  const overridePath = type.pathOverrides?.[key];
  if (overridePath !== undefined) return { path: overridePath };
  return { path: type.path, ...(type.key.length === 0 ? {} : { params: buildKeyParams(type, key) }) };
}

function buildKeyParams(type: ResourceType & { kind: 'placed' }, key: string): Readonly<Record<string, string>> {
  const parts = type.key.length === 1 ? [key] : splitParts(key);
  return Object.fromEntries(type.key.map((field, index) => [field, getPathSegment(type, parts[index] ?? '')]));
}

const getPathSegment = (type: ResourceType & { kind: 'placed' }, value: string): string => type.pathSegments?.[value] ?? value;

/** Whether the API has no `GET` for this resource. */
export const isWriteOnly = (type: ResourceType, id: string): boolean =>
  type.kind === 'placed' && type.writeOnlyKeys?.includes(id) === true;

/** Builds the path of a live resource with its parameters filled in. */
export function buildResourcePath(type: ResourceType, id: string): string {
  const { path, params } = getResourceTarget(type, id);
  return fillPath(path, params ?? {});
}

export const getUpdateMethod = (type: ResourceType): RequestMethod => type.replaceMethod ?? 'PATCH';

/** Returns the request that creates a resource: in its collection, at its own path, or by a registration. */
export function getCreateTarget(
  type: ResourceType,
  key: string,
  fields: JsonObject = {},
): ResourceTarget & { readonly method: RequestMethod } {
  const registration = findRegistration(type, fields);
  if (registration) return { method: 'POST', path: registration.path };
  if (type.kind === 'collection') return { method: 'POST', path: type.path };
  const own = getResourceTarget(type, deriveIdFromKey(type, key));
  const { method, path } = type.create ?? { method: getUpdateMethod(type), path: own.path };
  return path === own.path ? { method, ...own } : { method, path };
}

/**
 * Converts an answer of the API to the declared form, and adds the key fields that only the path contains. Undefined: the answer is no
 * object.
 */
export function decodeResource(type: ResourceType, id: string, body: JsonValue | undefined): JsonObject | undefined {
  if (body === undefined) return undefined;
  const decoded = type.codec ? type.codec.decode(body, id) : body;
  if (!isObject(decoded)) return undefined;
  if (type.kind === 'collection') return id === '' ? decoded : { [type.idField]: id, ...decoded };
  const parts = type.key.length === 1 ? [id] : splitParts(id);
  return { ...Object.fromEntries(type.key.map((field, index) => [field, parts[index] ?? ''])), ...decoded };
}

/** Converts declared fields to the body of a request at `path`, without fields that the path contains. */
export function encodeResource(type: ResourceType, id: string, path: string, body: JsonObject): JsonValue {
  const isOwn = type.kind === 'placed' && path !== type.create?.path;
  const inPath = type.key.filter((field) => isOwn || path.includes(`{${field}}`));
  const omittedFields = new Set([...inPath, ...(type.activation ? [type.activation.field] : [])]);
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => !omittedFields.has(name)));
  return type.codec ? type.codec.encode(own, id) : own;
}

/** Reads the id of a live resource from its decoded body. */
export function getResourceId(type: ResourceType, body: JsonObject | undefined): string | undefined {
  if (!body) return undefined;
  if (type.kind === 'placed') return deriveIdFromKey(type, joinKeyFields(type, body));
  const id = getObjectMember(body, type.idField);
  return typeof id === 'string' ? id : undefined;
}

const joinKeyFields = (type: ResourceType, body: JsonObject): string =>
  joinKey(type.key.map((field) => String(getObjectMember(body, field) ?? '')));
