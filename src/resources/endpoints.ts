import { joinKey, splitParts } from '../model/address.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../model/json/json.ts';
import type { Method } from '../model/plan/plan.ts';
import type { ResourceType } from './define.ts';

/** A path with names in braces, and what stands for them. */
export interface Target {
  readonly path: string;
  /** Absent where the path says it all. */
  readonly params?: Readonly<Record<string, JsonValue>>;
}

/** The id that stands for a resource in a plan: the tenant's, or where that gives none its key; of a single one its type. */
export const placedId = (type: ResourceType, key: string): string => (key === '' ? type.type : key);

/** A resource's own path. `id` may be a placeholder only where the tenant gives ids. */
export function ownTarget(type: ResourceType, id: JsonValue): Target {
  if (type.kind === 'collection') return { path: `${type.path}/{id}`, params: { id } };
  const key = typeof id === 'string' ? id : '';
  const other = type.elsewhere?.[key];
  if (other !== undefined) return { path: other };
  return { path: type.path, ...(type.key.length === 0 ? {} : { params: keyParams(type, key) }) };
}

function keyParams(type: ResourceType & { kind: 'placed' }, key: string): Readonly<Record<string, string>> {
  const parts = type.key.length === 1 ? [key] : splitParts(key);
  return Object.fromEntries(type.key.map((field, index) => [field, segmentOf(type, parts[index] ?? '')]));
}

const segmentOf = (type: ResourceType & { kind: 'placed' }, value: string): string => type.segments?.[value] ?? value;

/** The path of a live resource, ready to be asked for. */
export function ownPath(type: ResourceType, id: string): string {
  const { path, params } = ownTarget(type, id);
  return Object.entries(params ?? {}).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  );
}

export const updateMethod = (type: ResourceType): Method => type.update ?? 'PATCH';

/** Where one is made: a collection takes it, or its own place does. */
export function createTarget(type: ResourceType, key: string): Target & { readonly method: Method } {
  if (type.kind === 'collection') return { method: 'POST', path: type.path };
  const own = ownTarget(type, placedId(type, key));
  const { method, path } = type.create ?? { method: updateMethod(type), path: own.path };
  return path === own.path ? { method, ...own } : { method, path };
}

/** What the API told of a resource, in the words of a definition; with what its path says, where that is known. */
export function inWords(type: ResourceType, id: string, body: JsonValue | undefined): JsonObject | undefined {
  if (body === undefined) return undefined;
  const said = type.words ? type.words.read(body, id) : body;
  if (!isObject(said)) return undefined;
  if (type.kind === 'collection') return id === '' ? said : { [type.id]: id, ...said };
  const parts = type.key.length === 1 ? [id] : splitParts(id);
  return { ...Object.fromEntries(type.key.map((field, index) => [field, parts[index] ?? ''])), ...said };
}

/** A body as the API takes it at a path: what the path says already is left out. */
export function onWire(type: ResourceType, id: string, path: string, body: JsonObject): JsonValue {
  const isOwn = type.kind === 'placed' && path !== type.create?.path;
  const inPath = type.key.filter((field) => isOwn || path.includes(`{${field}}`));
  const said = new Set([...inPath, ...(type.effect ? [type.effect.field] : [])]);
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => !said.has(name)));
  return type.words ? type.words.write(own, id) : own;
}

/** The id of a live resource, as told by its body in the words of a definition. */
export function idIn(type: ResourceType, body: JsonObject | undefined): string | undefined {
  if (!body) return undefined;
  if (type.kind === 'placed') return placedId(type, keyText(type, body));
  const id = member(body, type.id);
  return typeof id === 'string' ? id : undefined;
}

const keyText = (type: ResourceType, body: JsonObject): string =>
  joinKey(type.key.map((field) => String(member(body, field) ?? '')));
