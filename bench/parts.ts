import { measureApplying } from './applying.ts';
import { measureDrift } from './drift.ts';
import { measureEmulating } from './emulating.ts';
import { measureExport } from './exporting.ts';
import { measureLimits } from './limits.ts';
import { measurePlanning } from './planning.ts';
import { measureRequests } from './requests.ts';
import { measureRendering, measureSaving } from './saving.ts';
import { measureSnapshots } from './snapshot.ts';
import { measureStartUp } from './start-up.ts';
import { measureUpdate } from './updating-files.ts';

const roundNumbers = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? Math.round(value) : value]));

// First: it replaces the timers of the process, and no connection of the other measurements may be waiting on one.
console.log('600 requests against the floor, by subscription, in simulated time');
console.table(await measureLimits());

console.log('Start-up of the built program (medians of ten)');
console.table(measureStartUp().map(roundNumbers));

const planning = [5_000, 10_000, 20_000, 40_000].map(measurePlanning);
console.log('Planning resources that are already as declared (median of five)');
console.table(planning.map(roundNumbers));

console.log(
  'Planning and applying changes against a tenant in memory, with the journal on disk: CPU time, and the process at its largest',
);
console.table([2_500, 5_000, 10_000, 20_000].map(measureApplying).map(roundNumbers));

console.log('Saving a plan, and re-checking it before an apply');
const saving = [];
for (const operations of [1_000, 10_000]) saving.push(await measureSaving(operations));
console.table(saving.map((row) => ({ ...roundNumbers(row), mb: row.mb })));

console.log('Rendering a plan of changed resources');
console.table([100, 1_000].map(measureRendering).map(roundNumbers));

console.log('Requests over HTTP: reads of a plan against what they may be, and the writes of its apply');
console.table((await measureRequests()).map(roundNumbers));
console.log('\nDrift of 500 clients, 2,000 organizations and 200 roles with permissions, on the emulator, nothing of it changed');
console.table(await measureDrift());

console.log('\nThe emulator as a process of its own (medians)');
console.table((await measureEmulating()).map((row) => ({ ...row, measured: Number(row.measured.toFixed(1)) })));

console.log('\nExport into a folder: requests against what they may be, and the process at its largest');
console.table([await measureExport(500, 500), await measureExport(2_000, 500)].map(roundNumbers));

console.log('\nTaking over into a file that is there: reading it, and changing it');
console.table(
  [await measureUpdate(10_000, 100), await measureUpdate(10_000, 1_000), await measureUpdate(20_000, 1_000)].map(roundNumbers),
);

console.log('\nRequests of a full snapshot: every type, for an export');
console.table(await measureSnapshots());
