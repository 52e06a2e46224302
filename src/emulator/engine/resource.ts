import type { IndexKeys } from '../state/collection.ts';
import type { Route } from './call.ts';

/** What one resource adds to the emulator: its endpoints, and how its collections are indexed. */
export interface Resource {
  readonly routes: readonly Route[];
  readonly indexes?: Readonly<Record<string, Readonly<Record<string, IndexKeys>>>>;
}
