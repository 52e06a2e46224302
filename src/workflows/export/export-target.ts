import { existsSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PACKAGE_FOLDER } from '../../disk/package-folder.ts';
import type { ExportLayout } from '../../exporter/export-options.ts';
import { DEFAULT_DEFINITION_FILE } from '../defaults.ts';

/** Where an export goes: to stdout, to a YAML file with long texts in files next to it, or to a folder. */
export interface ExportTarget {
  readonly layout: ExportLayout;
  readonly folder: string;
  readonly main: string;
  /** Path of the schema for editors, relative to `folder`. Only if tenon is installed in the same project, since it will be committed. */
  readonly schema?: string;
}

export function resolveExportTarget(out: string | undefined): ExportTarget {
  if (out === undefined) return { layout: 'text', folder: '.', main: DEFAULT_DEFINITION_FILE, ...findSchemaPath('.') };
  const isFile = ['.yaml', '.yml'].includes(extname(out).toLowerCase());
  const folder = isFile ? dirname(out) : out;
  return {
    layout: isFile ? 'file' : 'folder',
    folder,
    main: isFile ? basename(out) : DEFAULT_DEFINITION_FILE,
    ...findSchemaPath(folder),
  };
}

const SCHEMA_FILE = fileURLToPath(new URL('schemas/tenant.schema.json', PACKAGE_FOLDER));

function findSchemaPath(folder: string): Pick<ExportTarget, 'schema'> {
  const installFolder = SCHEMA_FILE.slice(0, Math.max(0, SCHEMA_FILE.lastIndexOf(`${sep}node_modules${sep}`)));
  const from = resolve(folder);
  if (installFolder === '' || !`${from}${sep}`.startsWith(`${installFolder}${sep}`) || !existsSync(SCHEMA_FILE)) return {};
  return { schema: join('.', relative(from, SCHEMA_FILE)).replaceAll(sep, '/') };
}
