import { expect, test } from 'vitest';
import { scaleCases } from '../support/size.ts';
import { tried } from '../support/tried.ts';
import { fuzz } from './fuzz.ts';

// `npm run fuzz -- --seeds 100000` goes on where this ends.
const SEEDS = scaleCases(2400);

test('no input makes a crash, a hang, or a fault of ours', async () => {
  const { found, targets } = await fuzz({ seeds: SEEDS, from: 0 });
  tried(SEEDS);
  expect(found).toEqual([]);
  expect(targets.reduce((sum, { tried }) => sum + tried, 0)).toBe(SEEDS);
}, 300_000);
