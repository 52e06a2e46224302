// Replays recorded traffic of real tenants against the emulator. The recordings are not part of this repository: without them there is
// nothing to compare with, and nothing to fail. Arguments are handed on: `npm run conformance -- --only Role --mismatches 20`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the emulator claims to be able to do, as the first part of its paths. It is held to these; all others are only shown. */
const EMULATED = ['client-grants', 'clients', 'connections', 'organizations', 'resource-servers', 'roles', 'tenants', 'users'];
/** How much of the recorded traffic of each it must answer alike. */
const SHARE = 0.9;

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = process.env.CONFORMANCE_DIR ?? join(root, '../shared/conformance');
const replay = join(folder, 'replay.mjs');

function replayAll(report) {
  const start = `exec "${process.execPath}" "${join(root, 'dist/cli/main.js')}" emulate --port "$PORT"`;
  const args = ['--cases', join(folder, 'cases'), '--start', start, '--jobs', String(availableParallelism())];
  const given = ['--quiet', '--mismatches', '1', ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, [replay, ...args, ...given, '--json', report], { stdio: 'inherit' });
  return status === 0;
}

/** The emulated types that fall short. A selection of cases leaves types out: those say nothing. */
const shortOf = ({ types }) =>
  EMULATED.flatMap((name) => {
    const { exchanges = 0, passed = 0 } = types[name] ?? {};
    return exchanges > 0 && passed / exchanges < SHARE ? [`${name} (${passed} of ${exchanges})`] : [];
  });

function conformance() {
  const scratch = mkdtempSync(join(tmpdir(), 'tenon-conformance-'));
  const report = join(scratch, 'report.json');
  try {
    if (!replayAll(report)) return false;
    const short = shortOf(JSON.parse(readFileSync(report, 'utf8')));
    if (short.length === 0) console.log(`None of ${EMULATED.join(', ')} is below ${SHARE * 100} %.`);
    else console.log(`Below ${SHARE * 100} %: ${short.join(', ')}`);
    return short.length === 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (!existsSync(replay))
  console.log('Conformance: skipped, there are no recorded cases here (CONFORMANCE_DIR names their folder).');
else if (!conformance()) process.exitCode = 1;
