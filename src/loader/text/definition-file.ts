import type { MapTree } from './definition-tree.ts';
import type { SourceFile } from './source-file.ts';

/** A parsed file of a definition. */
export interface DefinitionFile {
  readonly root: MapTree;
  /** Absent if the map was assembled from the files of a directory. */
  readonly source?: SourceFile;
}
