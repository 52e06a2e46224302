import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PACKAGE_FOLDER } from '../../disk/package-folder.ts';
import { getSchemaUrl } from '../../disk/repository.ts';

/** The schema of a definition, as editors see it. */
const SCHEMA_FILE = 'definition.schema.json';

/**
 * Where an editor finds the schema of the files in a folder. If tenon is installed in the same project: a path relative to the folder, which
 * fits the installed version. Otherwise the URL of this version, because a path outside of the project must not be committed.
 */
export function findSchemaReference(folder: string): string {
  const file = fileURLToPath(new URL(`schemas/${SCHEMA_FILE}`, PACKAGE_FOLDER));
  const installFolder = file.slice(0, Math.max(0, file.lastIndexOf(`${sep}node_modules${sep}`)));
  const from = resolve(folder);
  if (installFolder === '' || !`${from}${sep}`.startsWith(`${installFolder}${sep}`) || !existsSync(file))
    return getSchemaUrl(SCHEMA_FILE);
  return join('.', relative(from, file)).replaceAll(sep, '/');
}
