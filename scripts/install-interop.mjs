// Installs what test/interop needs, unless it is there: the official SDK, auth0-deploy-cli, and a compiler that reads types.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../test/interop', import.meta.url));

/** `npm ci` writes this file last. */
function isInstalled() {
  const installed = join(folder, 'node_modules/.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs;
}

function install() {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--no-progress'], { cwd: folder, stdio: 'inherit' });
  return status ?? 1;
}

process.exitCode = isInstalled() ? 0 : install();
