// Replays recorded traffic of real tenants against the emulator. The recordings are not part of this repository; without them the script
// succeeds and does nothing. Arguments are passed on to the replay: `npm run conformance -- --type roles --mismatches 20`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Minimum share of the counted requests that the emulator must answer like the real tenant. */
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
  console.log('Conformance: skipped, no recorded cases found. Set CONFORMANCE_DIR to their folder.');
}
