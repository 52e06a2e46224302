/**
 * How a list endpoint pages. `offset`: page, per_page, include_totals. `checkpoint`: take, from, next. `none`: everything in one response,
 * as a bare array or in an envelope. `single`: the response is the only item that can exist; 404 means that it does not exist.
 */
export type Paging = 'offset' | 'checkpoint' | 'none' | 'single';

/** The member that marks an item whose time is over (`expiresAt`). */
export const EXPIRED_MARK = 'is_expired';

export interface ListEndpoint {
  readonly path: string;
  /** The member of the response that contains the items; absent where the response is the array itself. */
  readonly envelope?: string;
  readonly paging: Paging;
  /** Items per page: 100 for nearly all endpoints. */
  readonly pageSize: number;
  /** Fixed filters that every request sends: `{ is_global: 'false' }`. */
  readonly query?: Readonly<Record<string, string>>;
  /** Filters that tenants without the feature refuse. A list that is refused with them is read without them. */
  readonly optionalQuery?: Readonly<Record<string, string>>;
  /** Set where 404 means that there are no items, because what they belong to is not configured. */
  readonly absentIsEmpty?: true;
  /** Set where the endpoint rejects `include_totals`. */
  readonly totals?: false;
  /** A member with a time after which an item has no effect any more. Such items get the member `is_expired: true` when they are read. */
  readonly expiresAt?: string;
  /** Set where each page with items announces a next one, so that the last page is empty. */
  readonly endsEmpty?: true;
  /** Set where each item has a list of its own, whose items are the ones to read: the roles of each group of an organization. */
  readonly nested?: NestedList;
}

/** A request that finds resources by a value, instead of reading the whole list. */
export interface SearchRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Filters that tenants without the feature refuse. A search that is refused with them is repeated without them. */
  readonly optionalQuery?: Readonly<Record<string, string>>;
  /** Member of the answer that holds the matches. Absent: the answer is the list of matches, the one match, or 404. */
  readonly envelope?: string;
}

/** A list at `{path}/{id of an outer item}/{step}` that pages like the outer one. */
export interface NestedList {
  /** The last step of its path, and the member of the response that contains the items: `roles`. */
  readonly step: string;
  /** The member of each item that the id of the outer item is added as: `group`. */
  readonly outerField: string;
  /** Items with these members are left out, because they belong to something else: `{ type: 'organization' }`. */
  readonly leaveOut?: Readonly<Record<string, string>>;
}
