import type { JsonValue } from '../../model/json/json-value.ts';

/** A request that writes; the path may contain names in braces: `/email-templates/{template}`. */
export interface WriteEndpoint {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
}

/** A way to find a resource by its key without reading the whole list; `{key}` stands for the key. */
export interface Lookup {
  readonly path: string;
  /** The search, which may match more than the key: `{ name_filter: '{key}' }`. Results are compared with the key again. */
  readonly query?: Readonly<Record<string, string>>;
  /** Filters that tenants without the feature refuse. A search that is refused with them is repeated without them. */
  readonly optionalQuery?: Readonly<Record<string, string>>;
  /** Member of the answer that holds the matches. Absent: the answer is the resource itself, or 404. */
  readonly envelope?: string;
}

/** A search for the users of one resource; `{key}` in the query stands for its key. */
export interface UserCount {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Member of the answer that holds the number of matches. */
  readonly totalField: string;
  /** Any one of these scopes permits the search. */
  readonly scopes: readonly string[];
}

/** Members that a live resource must have, all of them; `'*'` stands for any value but null: `{ strategy: 'google-apps' }`. */
export type Marker = Readonly<Record<string, JsonValue>>;
