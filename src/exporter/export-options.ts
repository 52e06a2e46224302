import type { Address } from '../model/address.ts';
import type { Pointer } from '../model/json/pointer.ts';
import type { Problem } from '../model/problem/problem.ts';

/**
 * `text`: one YAML text that contains everything. `file`: one YAML file, with long texts in files beside it. `folder`: also one file per
 * type, and a main file that includes them.
 */
export type ExportLayout = 'text' | 'file' | 'folder';

export interface ExportOptions {
  /** The tool's name and version, for the header of the files. */
  readonly tool: string;
  readonly layout: ExportLayout;
  /** Name of the main file, which tenon loads. */
  readonly main: string;
  /** Includes values that equal the API's defaults, and types without resources. */
  readonly full: boolean;
  /** Limits the export to these types. Absent: every type of the catalogue. */
  readonly only?: readonly string[];
  /** URL or path where an editor finds the schema of the files. */
  readonly schema?: string;
  /** Resources that only give their names to references, as `type id`. They are not exported. */
  readonly referenceOnly?: ReadonlySet<string>;
  /** The token's scopes, if known. The notes list the fields that a missing scope hides. */
  readonly scopes?: readonly string[];
}

export interface Exported {
  /** Paths are relative, use `/` and stay inside the folder. The first file is the main one. */
  readonly files: readonly ExportedFile[];
  readonly secrets: readonly ExportedSecret[];
  /** Resources that the files should contain and cannot, as `type id`. The notes say why. */
  readonly omitted: readonly string[];
  /** What the files lack, and why. */
  readonly notes: readonly Problem[];
}

export interface ExportedFile {
  readonly path: string;
  readonly content: string;
}

/** A secret that the files refer to by the name of an environment variable. */
export interface ExportedSecret {
  /** The environment variable that must hold it. */
  readonly name: string;
  readonly address: Address;
  readonly pointer: Pointer;
  /** The API never returns it, so its value must come from elsewhere. */
  readonly hidden: boolean;
}
