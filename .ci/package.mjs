// Installs the packed package as a user does, with every supported version of Node, and runs it: the command line, the library, types.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSIONS = ['20.19.0', '22', '24'];
const PACKAGE = fileURLToPath(new URL('../dist/package', import.meta.url));
const ATTW = '@arethetypeswrong/cli@0.18.5';
const PROGRAM = `
import { createPorts, loadFiles, openTenant, planTenant } from 'tenon';
import { startEmulator } from 'tenon/emulator';
const emulator = await startEmulator();
const ports = createPorts();
const loaded = await loadFiles(['tenant.yaml']);
const tenant = await openTenant({ emulator: 'library-state.json' }, ports);
if (!loaded.ok || !tenant.ok) throw new Error('not opened');
const plan = await planTenant(loaded.value, tenant.value, {}, ports);
await tenant.value.close();
await emulator.close();
if (!plan.ok || plan.value.operations.length === 0) throw new Error('no plan');
`;

const folder = mkdtempSync(join(tmpdir(), 'tenon-install-'));
const run = (command, args, cwd = folder) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const npm = (...args) => run('npm', [...args, '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']);

function measureFirstPlan(tarball) {
  const empty = mkdtempSync(join(folder, 'empty-'));
  writeFileSync(join(empty, 'tenant.yaml'), 'roles: [{ name: reader }]\n');
  const from = performance.now();
  run('npx', ['--yes', '--package', tarball, 'tenon', 'plan', '--emulator'], empty);
  console.log(`From an empty folder to a first plan with npx: ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

function tryVersion(version, tarball) {
  const project = mkdtempSync(join(folder, 'project-'));
  writeFileSync(join(project, 'package.json'), '{"type":"module","private":true}');
  run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts=false', `node@${version}`, tarball],
    project,
  );
  const node = join(project, 'node_modules/node/bin/node');
  const tenon = (...args) => run(node, [join(project, 'node_modules/tenon/dist/cli/main.js'), ...args], project);
  writeFileSync(join(project, 'tenant.yaml'), 'roles: [{ name: reader }]\nclients: [{ name: Shop, app_type: spa }]\n');
  writeFileSync(join(project, 'program.mjs'), PROGRAM);
  tenon('validate');
  tenon('plan', '--emulator');
  tenon('apply', '--emulator', '--yes');
  if (JSON.parse(tenon('plan', '--emulator', '--format', 'json')).operations.length > 0)
    throw new Error('the second plan is not empty');
  run(node, ['program.mjs'], project);
  console.log(`Node ${run(node, ['--version']).trim()}: validate, plan, apply, an empty plan, the library`);
}

try {
  npm('pack', PACKAGE, '--pack-destination', folder);
  const tarball = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz')),
  );
  for (const version of VERSIONS) tryVersion(version, tarball);
  measureFirstPlan(tarball);
  run('npx', ['--yes', ATTW, tarball, '--profile', 'esm-only', '--format', 'ascii']);
  console.log('The declarations resolve (arethetypeswrong).');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
