import type { Problem } from '../model/problem/problem.ts';

/** Progress events of a fetch. */
export type FetchEvent =
  | { readonly kind: 'listed'; readonly type: string; readonly count: number }
  | {
      readonly kind: 'related';
      readonly type: string;
      readonly field: string;
      readonly done: number;
      readonly total: number;
      /** The type whose side the links were read from, because it has fewer resources. Absent: from the relation's own side. */
      readonly by?: string;
    }
  /** An optional part could not be read; the snapshot is still usable. */
  | { readonly kind: 'note'; readonly problem: Problem };

export type OnFetch = (event: FetchEvent) => void;
