import type { Problem } from '../model/problem/problem.ts';

/** What the fetcher tells while it reads. */
export type FetchEvent =
  | { readonly kind: 'listed'; readonly type: string; readonly count: number }
  | { readonly kind: 'related'; readonly type: string; readonly field: string; readonly done: number; readonly total: number }
  /** Something could not be read, and the snapshot is whole without it. */
  | { readonly kind: 'note'; readonly problem: Problem };

export type OnFetch = (event: FetchEvent) => void;
