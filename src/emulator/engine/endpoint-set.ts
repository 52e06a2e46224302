import type { IndexKeys } from '../state/object-collection.ts';
import type { Route } from './api-call.ts';

/** What one resource adds to the emulator: its endpoints, and how its collections are indexed. */
export interface EndpointSet {
  readonly routes: readonly Route[];
  readonly indexes?: Readonly<Record<string, Readonly<Record<string, IndexKeys>>>>;
}
