import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz.ts';

// npm run fuzz -- --seeds 100000      npm run fuzz -- --from 4711 --seeds 1 --target api

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
    target: { type: 'string' },
  },
});
const report = await runFuzz({
  seeds: Number(values.seeds),
  from: Number(values.from),
  onProgress: (tried, failures) => console.error(`${tried} seeds, ${failures} failures`),
  ...(values.target === undefined ? {} : { only: values.target }),
});
for (const { name, tried, seconds, slowest } of report.targets)
  console.log(
    `${name.padEnd(16)} ${String(tried).padStart(7)} seeds  ${seconds.toFixed(1).padStart(7)} s  slowest ${slowest.toFixed(0)} ms`,
  );
for (const { target, seed, error } of report.found) console.error(`\n${target}, seed ${seed}: ${error}`);
console.log(`${report.targets.reduce((sum, { tried }) => sum + tried, 0)} seeds, ${report.found.length} failures`);
process.exitCode = report.found.length === 0 ? 0 : 1;
