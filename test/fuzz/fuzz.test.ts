import { expect, test } from 'vitest';
import { countCases } from '../support/count-cases.ts';
import { scaleCases } from '../support/run-size.ts';
import { runFuzz } from './fuzz.ts';

// `npm run fuzz -- --seeds 100000` goes on where this ends.
const SEEDS = scaleCases(2400);

test('no input makes a crash, a hang, or a fault of ours', async () => {
  const { found, targets } = await runFuzz({ seeds: SEEDS, from: 0 });
  countCases(SEEDS);
  expect(found).toEqual([]);
  expect(targets.reduce((sum, { tried }) => sum + tried, 0)).toBe(SEEDS);
}, 300_000);
