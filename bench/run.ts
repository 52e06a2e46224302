import { measurePlanning } from './planning.ts';

const planning = [5_000, 10_000, 20_000, 40_000].map(measurePlanning);
console.log('Planning resources that are already as declared (median of five)');
console.table(planning.map((row) => ({ ...row, cpuMs: Math.round(row.cpuMs), heapMb: Math.round(row.heapMb) })));
