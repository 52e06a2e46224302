import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';

export type CachedItems = readonly JsonObject[];

/** The stored reads of a tenant, and the log event up to which they are valid. */
export interface CacheContent {
  readonly tenant: string;
  /** The token's scopes: with others the API would show more or less. */
  readonly scopes: string;
  readonly tool: string;
  /** When the whole tenant was last read, ISO 8601. */
  readonly readAt: string;
  readonly cursor: LogCursor;
  readonly lists: ReadonlyMap<string, CachedItems>;
  readonly answers: ReadonlyMap<string, JsonValue>;
  /** Deleted resources by path, reduced to their id and key fields: the log identifies a deleted resource only by its id. */
  readonly gone: ReadonlyMap<string, JsonObject>;
}

/** How far the log was read. */
export interface LogCursor {
  /** The last event that was read. Absent: the log was empty. */
  readonly id?: string;
  /** When that event was recorded, or when the log was found empty, ISO 8601. */
  readonly at: string;
  /** Ids of the writes already processed, newest first: a search by date overlaps and finds them again. */
  readonly seen: readonly string[];
}

export const serializeCache = (content: CacheContent): string =>
  JSON.stringify({
    ...content,
    lists: Object.fromEntries(content.lists),
    answers: Object.fromEntries(content.answers),
    gone: Object.fromEntries(content.gone),
  });

/** Parses stored content; `undefined` if its header is malformed. Malformed entries are dropped. */
export function parseCache(text: string): CacheContent | undefined {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) return undefined;
  const { tenant, scopes, tool, readAt, cursor } = value;
  const { id, at, seen } = isObject(cursor) ? cursor : {};
  if (![tenant, scopes, tool, readAt, at].every((field) => typeof field === 'string')) return undefined;
  const listed = getEntries(value, 'lists').flatMap(([name, items]) =>
    isArray(items) ? [[name, items.filter(isObject)] as const] : [],
  );
  return {
    tenant: String(tenant),
    scopes: String(scopes),
    tool: String(tool),
    readAt: String(readAt),
    cursor: {
      ...(typeof id === 'string' ? { id } : {}),
      at: String(at),
      seen: isArray(seen) ? seen.filter((eventId) => typeof eventId === 'string') : [],
    },
    lists: new Map(listed),
    answers: new Map(getEntries(value, 'answers')),
    gone: new Map(getEntries(value, 'gone').flatMap(([name, body]) => (isObject(body) ? [[name, body] as const] : []))),
  };
}

function getEntries(holder: JsonObject, name: string): readonly (readonly [string, JsonValue])[] {
  const value = getObjectMember(holder, name);
  return isObject(value) ? Object.entries(value) : [];
}
