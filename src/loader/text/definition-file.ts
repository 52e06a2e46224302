import type { Source } from './source.ts';
import type { Mapping } from './tree.ts';

/** One file of a definition, as it was read. */
export interface DefinitionFile {
  readonly root: Mapping;
  /** The file itself; absent where the map was put together from several. */
  readonly source?: Source;
}
