import { existsSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Layout } from '../../exporter/options.ts';
import { DEFAULT_FILE } from '../commands/options.ts';

/** Where an export goes: to stdout, into a file with texts beside it, or into a folder. */
export interface Target {
  readonly layout: Layout;
  readonly folder: string;
  readonly main: string;
  /** Where an editor finds the schema, seen from the folder; only if tenon is installed near it, for the path is to be committed. */
  readonly schema?: string;
}

export function targetOf(out: string | undefined): Target {
  if (out === undefined) return { layout: 'text', folder: '.', main: DEFAULT_FILE, ...schemaFrom('.') };
  const isFile = ['.yaml', '.yml'].includes(extname(out).toLowerCase());
  const folder = isFile ? dirname(out) : out;
  return { layout: isFile ? 'file' : 'folder', folder, main: isFile ? basename(out) : DEFAULT_FILE, ...schemaFrom(folder) };
}

const SCHEMA = fileURLToPath(new URL('../../schemas/tenant.schema.json', import.meta.url));

function schemaFrom(folder: string): Pick<Target, 'schema'> {
  const above = SCHEMA.slice(0, Math.max(0, SCHEMA.lastIndexOf(`${sep}node_modules${sep}`)));
  const from = resolve(folder);
  if (above === '' || !`${from}${sep}`.startsWith(`${above}${sep}`) || !existsSync(SCHEMA)) return {};
  return { schema: join('.', relative(from, SCHEMA)).replaceAll(sep, '/') };
}
