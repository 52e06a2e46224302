import type { ReadApi } from '../../../management-api/management-api.ts';
import type { CollectionType } from '../../../resources/resource-type.ts';
import type { CacheLocation } from './cache-file.ts';

export interface CacheInput {
  readonly api: ReadApi;
  /** Types whose lists the log can keep up to date. What has a place of its own is forgotten with every write there. */
  readonly catalogue: readonly CollectionType[];
  readonly tool: string;
  readonly now: () => Date;
  /** Seconds after which everything is read again, whatever the log says. */
  readonly maxAge: number;
  /** Absent: kept in memory only. */
  readonly location?: CacheLocation;
}

/** Why everything is read. */
export type CacheMiss =
  | 'nothing kept'
  | 'does not fit'
  | 'too old'
  | 'log lost'
  | 'write of unknown meaning'
  | 'log unreadable'
  | 'log empty';
