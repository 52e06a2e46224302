import { measureApplying } from './applying.ts';
import { measureDrift } from './drift.ts';
import { measurePlanning } from './planning.ts';
import { measureRequests } from './requests.ts';
import { measureSnapshots } from './snapshot.ts';

const rounded = (row: object): object =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? Math.round(value) : value]));

const planning = [5_000, 10_000, 20_000, 40_000].map(measurePlanning);
console.log('Planning resources that are already as declared (median of five)');
console.table(planning.map(rounded));

console.log('Planning and applying changes against a tenant in memory: CPU time, and the process at its largest');
console.table([2_500, 5_000, 10_000, 20_000].map(measureApplying).map(rounded));

console.log('Requests over HTTP: reads of a plan against what they may be, and the writes of its apply');
console.table((await measureRequests()).map(rounded));
console.log('\nDrift of 500 clients, 2,000 organizations and 200 roles with permissions, on the emulator, nothing of it changed');
console.table(await measureDrift());

console.log('Requests of a full snapshot: every type, for an export');
console.table(await measureSnapshots());
