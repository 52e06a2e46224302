import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = fileURLToPath(new URL('../../scripts/package.mjs', import.meta.url));
let built: Promise<string> | undefined;

/** The published package, made from the current sources: once for all tests of a worker. */
export function buildPackage(): Promise<string> {
  built ??= makePackage();
  return built;
}

async function makePackage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-package-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await promisify(execFile)(process.execPath, [SCRIPT, folder]);
  return folder;
}

/** Makes the folder of another project, in which the package is installed. */
export async function createProjectWithPackage(): Promise<string> {
  const project = mkdtempSync(join(tmpdir(), 'tenon-project-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(await buildPackage(), join(project, 'node_modules/tenon'), 'dir');
  return project;
}
