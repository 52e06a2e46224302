// Runs third-party clients, the official SDK and auth0-deploy-cli, against `tenon emulate --tls`. They have a separate package.json in
// test/interop, so that installing tenon does not install them.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, 'test/interop');

async function startEmulator() {
  const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), 'emulate', '--tls', '--seed', 'interop'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', () => reject(new Error('the emulator did not start')));
  });
  return { child, address: JSON.parse(line) };
}

function runTests({ url, clientId, clientSecret, certificate }) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs'));
  const chosen =
    process.argv.length > 2 ? files.filter((name) => process.argv.slice(2).some((part) => name.includes(part))) : files;
  const env = {
    ...process.env,
    EMULATOR_URL: url,
    EMULATOR_CLIENT_ID: clientId,
    EMULATOR_CLIENT_SECRET: clientSecret,
    NODE_EXTRA_CA_CERTS: certificate,
  };
  // Sequentially, because they share the emulator.
  const args = ['--test', '--test-concurrency=1', ...chosen.map((name) => join(folder, name))];
  return spawnSync(process.execPath, args, { cwd: folder, env, stdio: 'inherit' }).status ?? 1;
}

const { child, address } = await startEmulator();
process.exitCode = runTests(address);
child.kill('SIGTERM');
