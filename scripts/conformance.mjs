// Replays recorded traffic of real tenants against the emulator. The recordings are not part of this repository: without them there is
// nothing to compare with, and nothing to fail. Arguments are handed on: `npm run conformance -- --type roles --mismatches 20`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How much of the traffic the emulator must answer alike, of all that is counted. */
const SHARE = '0.9';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = process.env.CONFORMANCE_DIR ?? join(root, '../shared/conformance');
const replay = join(folder, 'replay.mjs');

if (existsSync(replay)) {
  const start = `exec "${process.execPath}" "${join(root, 'dist/cli/main.js')}" emulate --port "$PORT"`;
  const jobs = String(availableParallelism());
  const args = [
    '--cases',
    join(folder, 'cases'),
    '--start',
    start,
    '--jobs',
    jobs,
    '--min',
    SHARE,
    '--quiet',
    '--mismatches',
    '1',
  ];
  const { status } = spawnSync(process.execPath, [replay, ...args, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  console.log('Conformance: skipped, there are no recorded cases here (CONFORMANCE_DIR names their folder).');
}
