// Compares tenon's model of the Management API (schemas, literals, the emulator's facts) with the types of the official SDK, and writes
// docs/coverage.md. `npm run api-drift` takes the SDK pinned in test/interop; `-- --sdk FOLDER` another one, and says what is new in it;
// `-- --check` writes nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BASELINE_FILE, judgeDifferences, readBaseline } from './baseline.ts';
import { compareModels, listDifferences } from './compare-models.ts';
import { renderCoverage } from './render-coverage.ts';
import { readSdk } from './sdk-facts.ts';

const PINNED = join(fileURLToPath(new URL('../../test/interop', import.meta.url)), 'node_modules/auth0');
const COVERAGE = fileURLToPath(new URL('../../docs/coverage.md', import.meta.url));

const { values } = parseArgs({ options: { sdk: { type: 'string' }, check: { type: 'boolean', default: false } } });
const sdk = readSdk(values.sdk ?? PINNED);
const models = compareModels(sdk);
const baseline = readBaseline();
const { open, unused } = judgeDifferences(listDifferences(models), baseline);
const retired = new Set(models.retired.map(({ id }) => id));
const before = new Set(values.sdk === undefined ? [] : listDifferences(compareModels(readSdk(PINNED))).map(({ id }) => id));
const isNew = (id: string): boolean => values.sdk !== undefined && !before.has(id);

console.log(`auth0 ${sdk.version}: ${sdk.operations.length} operations, ${models.managed.size} used by resource types`);
console.log(`schemas: ${models.schemas.fields} fields and ${models.schemas.values} values compared`);
console.log(`emulator: ${models.emulator.fields} fields and ${models.emulator.values} values compared`);
const ids = open.map(({ id }) => id);
printSection(
  'New',
  ids.filter((id) => isNew(id) && !retired.has(id)),
);
printSection(
  'Missing',
  ids.filter((id) => !isNew(id) && !retired.has(id)),
);
printSection(
  'Retired, or unknown to the SDK',
  ids.filter((id) => retired.has(id)),
);
// With another version of the SDK, some entries may name nothing yet or any more.
const isPinned = values.sdk === undefined;
if (isPinned)
  printSection(
    'Baseline entries that are no longer needed',
    unused.map(({ what }) => what),
  );
const isStale = isPinned && !isWritten(renderCoverage(sdk, models, baseline));
if (isStale) console.log('\ndocs/coverage.md is out of date. Run: npm run api-drift');
if (open.length > 0) console.log(`\nAdd what is missing, or give the reason why not in ${fileURLToPath(BASELINE_FILE)}.`);
process.exitCode = open.length > 0 || (isPinned && unused.length > 0) || isStale ? 1 : 0;

/** Whether the page is up to date, now or after writing it. */
function isWritten(page: string): boolean {
  if (readFileSync(COVERAGE, 'utf8') === page) return true;
  if (values.check) return false;
  writeFileSync(COVERAGE, page);
  return true;
}

function printSection(title: string, lines: readonly string[]): void {
  if (lines.length > 0) console.log(`\n${title} (${lines.length}):\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
