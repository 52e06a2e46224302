// Loaded into a measured process: when it ends, it writes what it took to the file that BENCH_USAGE names.
import { writeFileSync } from 'node:fs';

process.once('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())));
