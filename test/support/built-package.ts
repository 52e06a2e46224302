import { existsSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package as it is published. `npm test` makes it; before a single file of tests, `npm run package` does. */
export const PACKAGE = fileURLToPath(new URL('../../dist/package', import.meta.url));

/** Makes the folder of another project, in which the package is installed. */
export function createProjectWithPackage(): string {
  if (!existsSync(PACKAGE)) throw new Error('The package is not built. Run `npm run package`.');
  const project = mkdtempSync(join(tmpdir(), 'tenon-project-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(PACKAGE, join(project, 'node_modules/tenon'), 'dir');
  return project;
}
