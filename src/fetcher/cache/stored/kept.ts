import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../../model/json/json.ts';

export type Items = readonly JsonObject[];

/** What was read of a tenant, list by list and answer by answer, and up to which event of its log that is known to hold. */
export interface Kept {
  readonly tenant: string;
  /** What the token allowed: with another one the API would show more, or less. */
  readonly scopes: string;
  readonly tool: string;
  /** When all of it was read from the tenant last, and not from here. */
  readonly readAt: string;
  readonly cursor: Cursor;
  readonly lists: ReadonlyMap<string, Items>;
  readonly answers: ReadonlyMap<string, JsonValue>;
  /** Resources that were there once, by their paths: the log names what was deleted only by its id. */
  readonly gone: ReadonlyMap<string, JsonObject>;
}

/** The last event that was seen. */
export interface Cursor {
  readonly id: string;
  readonly at: string;
  /** Writes that are accounted for, the newest first: a search by date finds them again. */
  readonly seen: readonly string[];
}

export const keptText = (kept: Kept): string =>
  JSON.stringify({
    ...kept,
    lists: Object.fromEntries(kept.lists),
    answers: Object.fromEntries(kept.answers),
    gone: Object.fromEntries(kept.gone),
  });

/** Whatever is not of the form is not there. */
export function keptFrom(text: string): Kept | undefined {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) return undefined;
  const { tenant, scopes, tool, readAt, cursor } = value;
  const { id, at, seen } = isObject(cursor) ? cursor : {};
  if (![tenant, scopes, tool, readAt, id, at].every((one) => typeof one === 'string')) return undefined;
  const listed = entriesOf(value, 'lists').flatMap(([name, items]) =>
    isArray(items) ? [[name, items.filter(isObject)] as const] : [],
  );
  return {
    tenant: String(tenant),
    scopes: String(scopes),
    tool: String(tool),
    readAt: String(readAt),
    cursor: { id: String(id), at: String(at), seen: isArray(seen) ? seen.filter((one) => typeof one === 'string') : [] },
    lists: new Map(listed),
    answers: new Map(entriesOf(value, 'answers')),
    gone: new Map(entriesOf(value, 'gone').flatMap(([name, body]) => (isObject(body) ? [[name, body] as const] : []))),
  };
}

function entriesOf(holder: JsonObject, name: string): readonly (readonly [string, JsonValue])[] {
  const value = member(holder, name);
  return isObject(value) ? Object.entries(value) : [];
}
