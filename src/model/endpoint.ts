/**
 * `offset`: page, per_page, include_totals. `checkpoint`: take, from, next. `none`: everything at once, as a bare array or enveloped.
 * `single`: the answer is the only one there can be, and 404 if there is none.
 */
export type Paging = 'offset' | 'checkpoint' | 'none' | 'single';

export interface ListEndpoint {
  readonly path: string;
  /** The member of the answer that holds the items; absent where the answer is the array itself. */
  readonly envelope?: string;
  readonly paging: Paging;
  /** Items on a page: 100 for nearly all. */
  readonly pageSize: number;
  /** Fixed filters: `{ is_global: 'false' }`. */
  readonly query?: Readonly<Record<string, string>>;
  /** Pages without `include_totals`, which this one refuses. */
  readonly totals?: false;
}
