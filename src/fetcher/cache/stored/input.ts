import type { ReadApi } from '../../../management-api/types.ts';
import type { Collection } from '../../../resources/define.ts';
import type { Drawer } from './file.ts';

export interface CacheInput {
  readonly api: ReadApi;
  /** Types whose lists the log can keep up to date. What has a place of its own is forgotten with every write there. */
  readonly catalogue: readonly Collection[];
  readonly tool: string;
  readonly now: () => Date;
  /** Seconds after which everything is read again, whatever the log says. */
  readonly maxAge: number;
  /** Absent: kept in memory only. */
  readonly drawer?: Drawer;
}

/** Why everything is read. */
export type Miss =
  | 'nothing kept'
  | 'does not fit'
  | 'too old'
  | 'log lost'
  | 'write of unknown meaning'
  | 'log unreadable'
  | 'log empty';
