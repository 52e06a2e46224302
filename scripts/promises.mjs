// Runs the tests that docs/promises.md links to and prints how many cases each promise was tried with, and how many failed.
// The page is the only list of promises and tests. A test reports its number of cases (test/support/count-cases.ts); otherwise it counts as one.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const page = readFileSync(join(root, 'docs/promises.md'), 'utf8');

const promises = page
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [, id = '', title = ''] = /^(P\d+) (.*)/.exec(section) ?? [];
    const files = [...section.matchAll(/\]\(\.\.\/(test\/[^)]+\.test\.ts)\)/g)].map(([, file]) => file);
    return { id, title, files };
  });

const asked = process.argv.slice(2);
const unknown = asked.filter((id) => !promises.some((promise) => promise.id === id));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Expected some of: ${promises.map(({ id }) => id).join(', ')}`);
  process.exit(1);
}
const chosen = promises.filter(({ id }) => asked.length === 0 || asked.includes(id));
const files = [...new Set(chosen.flatMap((promise) => promise.files))];
const missing = files.filter((file) => !existsSync(join(root, file)));

const folder = mkdtempSync(join(tmpdir(), 'tenon-promises-'));
const output = join(folder, 'report.json');
const present = files.filter((file) => !missing.includes(file));
console.error(`running ${present.length} test files; this takes several minutes …`);
// Several promises share a file: each file runs once.
spawnSync('npx', ['vitest', 'run', '--reporter=json', `--outputFile=${output}`, ...present], {
  cwd: root,
  // All cases, unless somebody wants more.
  env: { ...process.env, TENON_RUNS: process.env.TENON_RUNS ?? '1' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (!existsSync(output)) {
  console.error('The tests did not run. Run `npx vitest run` to see why.');
  process.exit(1);
}
const report = JSON.parse(readFileSync(output, 'utf8'));
rmSync(folder, { recursive: true });

const byFile = new Map(report.testResults.map((result) => [relative(root, result.name), result]));

/** Counts cases and failures. A file that fails to load has no tests and counts as one failure. */
function countsOf(file) {
  const result = byFile.get(file);
  if (!result) return { cases: 0, failed: 1 };
  const tests = result.assertionResults.filter(({ status }) => status === 'passed' || status === 'failed');
  const failed = tests.filter(({ status }) => status === 'failed').length;
  const cases = tests.reduce((sum, { meta }) => sum + (meta?.tried ?? 1), 0);
  return { cases, failed: failed === 0 && result.status === 'failed' ? 1 : failed };
}

const rows = chosen.map(({ id, title, files: own }) => {
  const counts = own.map(countsOf);
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
  return { id, title, files: own.length, cases: sum('cases'), failed: own.length === 0 ? 1 : sum('failed') };
});
const cells = rows.map(({ id, title, files: count, cases, failed }) => [`${id} ${title}`, `${count}`, `${cases}`, `${failed}`]);
const table = [['promise', 'files', 'cases tried', 'failures'], ...cells];
const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
const lineOf = (row) =>
  `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(' | ')} |`;
const rule = `|${widths.map((width, column) => (column === 0 ? ':' : '-') + '-'.repeat(width) + (column === 0 ? '-' : ':')).join('|')}|`;
console.log([lineOf(table[0]), rule, ...cells.map(lineOf)].join('\n'));
for (const file of missing) console.log(`\nMissing file: ${file}`);
for (const { name, assertionResults } of report.testResults)
  for (const { status, fullName } of assertionResults)
    if (status === 'failed') console.log(`\nFailed: ${relative(root, name)}: ${fullName}`);
process.exitCode = rows.some(({ failed }) => failed > 0) || missing.length > 0 ? 1 : 0;
