import type { ReadApi } from '../../../management-api/management-api.ts';
import type { Catalogue } from '../../../resources/create-catalogue.ts';
import type { CacheLocation } from './cache-file.ts';

export interface CacheInput {
  readonly api: ReadApi;
  /** Types whose list items can be refreshed one by one. Every other read is invalidated as a whole by a write to its path. */
  readonly catalogue: Catalogue;
  readonly tool: string;
  readonly now: () => Date;
  /** Seconds after which everything is read again regardless of the log. */
  readonly maxAge: number;
  /** If absent, the cache exists in memory only. */
  readonly location?: CacheLocation;
}

/** Why the whole tenant is read instead of the stored cache. */
export type CacheMiss = 'nothing kept' | 'does not fit' | 'too old' | 'log lost' | 'write of unknown meaning' | 'log unreadable';
