import { basename, dirname, extname } from 'node:path';
import type { ExportLayout } from '../../exporter/export-options.ts';
import { DEFAULT_DEFINITION_FILE } from '../defaults.ts';
import { findSchemaReference } from './schema-reference.ts';

/** Where an export goes: to stdout, to a YAML file with long texts in files next to it, or to a folder. */
export interface ExportTarget {
  readonly layout: ExportLayout;
  readonly folder: string;
  readonly main: string;
  /** Path or URL of the schema for editors. */
  readonly schema: string;
}

export function resolveExportTarget(out: string | undefined): ExportTarget {
  if (out === undefined) return { layout: 'text', folder: '.', main: DEFAULT_DEFINITION_FILE, schema: findSchemaReference('.') };
  const isFile = ['.yaml', '.yml'].includes(extname(out).toLowerCase());
  const folder = isFile ? dirname(out) : out;
  return {
    layout: isFile ? 'file' : 'folder',
    folder,
    main: isFile ? basename(out) : DEFAULT_DEFINITION_FILE,
    schema: findSchemaReference(folder),
  };
}
