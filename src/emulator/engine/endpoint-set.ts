import type { IndexKeys } from '../state/object-collection.ts';
import type { Route } from './api-call.ts';

/** The endpoints of one resource and the indexes of its collections. */
export interface EndpointSet {
  readonly routes: readonly Route[];
  readonly indexes?: Readonly<Record<string, Readonly<Record<string, IndexKeys>>>>;
}
