import type { Address } from '../model/address.ts';
import type { Pointer } from '../model/json/pointer.ts';
import type { Problem } from '../model/problem/problem.ts';

/**
 * `text`: all of it in one text. `file`: the same with long texts in files beside it. `folder`: a file for each type as well, and one that
 * includes them.
 */
export type ExportLayout = 'text' | 'file' | 'folder';

export interface ExportOptions {
  /** The tool's name and version, for the head of the files. */
  readonly tool: string;
  readonly layout: ExportLayout;
  /** Name of the file that is given to tenon. */
  readonly main: string;
  /** Keeps what the API fills in by itself, and types without resources. */
  readonly full: boolean;
  /** Only these types; all of the catalogue if not given. */
  readonly only?: readonly string[];
  /** Where an editor finds the schema of the files. */
  readonly schema?: string;
  /** The token's scopes, if they are known: what a missing one hides is told. */
  readonly scopes?: readonly string[];
}

export interface Exported {
  /** Each path is relative, with `/`, and stays inside of the folder. The first file is the main one. */
  readonly files: readonly ExportedFile[];
  readonly secrets: readonly ExportedSecret[];
  /** What is not in the files, and why. */
  readonly notes: readonly Problem[];
}

export interface ExportedFile {
  readonly path: string;
  readonly content: string;
}

/** A secret that the files name and do not hold. */
export interface ExportedSecret {
  /** The environment variable that is to hold it. */
  readonly name: string;
  readonly address: Address;
  readonly pointer: Pointer;
  /** Whether the tenant keeps it to itself, so that its value must come from somewhere else. */
  readonly hidden: boolean;
}
