import type { MapTree } from './definition-tree.ts';
import type { SourceFile } from './source-file.ts';

/** One file of a definition, as it was read. */
export interface DefinitionFile {
  readonly root: MapTree;
  /** The file itself; absent where the map was put together from several. */
  readonly source?: SourceFile;
}
