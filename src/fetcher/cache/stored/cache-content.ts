import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';

export type CachedItems = readonly JsonObject[];

/** What was read of a tenant, list by list and answer by answer, and up to which event of its log that is known to hold. */
export interface CacheContent {
  readonly tenant: string;
  /** What the token allowed: with another one the API would show more, or less. */
  readonly scopes: string;
  readonly tool: string;
  /** When all of it was read from the tenant last, and not from here. */
  readonly readAt: string;
  readonly cursor: LogCursor;
  readonly lists: ReadonlyMap<string, CachedItems>;
  readonly answers: ReadonlyMap<string, JsonValue>;
  /** Resources that were there once, by their paths: the log names what was deleted only by its id. */
  readonly gone: ReadonlyMap<string, JsonObject>;
}

/** The last event that was seen. */
export interface LogCursor {
  readonly id: string;
  readonly at: string;
  /** Writes that are accounted for, the newest first: a search by date finds them again. */
  readonly seen: readonly string[];
}

export const serializeCache = (content: CacheContent): string =>
  JSON.stringify({
    ...content,
    lists: Object.fromEntries(content.lists),
    answers: Object.fromEntries(content.answers),
    gone: Object.fromEntries(content.gone),
  });

/** Whatever is not of the form is not there. */
export function parseCache(text: string): CacheContent | undefined {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) return undefined;
  const { tenant, scopes, tool, readAt, cursor } = value;
  const { id, at, seen } = isObject(cursor) ? cursor : {};
  if (![tenant, scopes, tool, readAt, id, at].every((field) => typeof field === 'string')) return undefined;
  const listed = getEntries(value, 'lists').flatMap(([name, items]) =>
    isArray(items) ? [[name, items.filter(isObject)] as const] : [],
  );
  return {
    tenant: String(tenant),
    scopes: String(scopes),
    tool: String(tool),
    readAt: String(readAt),
    cursor: { id: String(id), at: String(at), seen: isArray(seen) ? seen.filter((eventId) => typeof eventId === 'string') : [] },
    lists: new Map(listed),
    answers: new Map(getEntries(value, 'answers')),
    gone: new Map(getEntries(value, 'gone').flatMap(([name, body]) => (isObject(body) ? [[name, body] as const] : []))),
  };
}

function getEntries(holder: JsonObject, name: string): readonly (readonly [string, JsonValue])[] {
  const value = getObjectMember(holder, name);
  return isObject(value) ? Object.entries(value) : [];
}
