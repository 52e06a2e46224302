import { InvalidArgumentError, Option } from 'commander';
import type { Shard } from '../../model/fleet-report.ts';
import type { WaveSize } from '../../workflows/fleet/apply/waves.ts';

/** Flags of a verb that can work on many tenants. */
export interface FleetFlags {
  readonly parallel: number;
  readonly shard?: Shard;
}

/** For verbs that can work on many tenants. */
export const createFleetOptions = (): readonly Option[] => [
  new Option('--parallel <n>', 'with several tenants: how many to work on at a time').argParser(parseTenantCount).default(4),
  new Option('--shard <i/n>', 'with several tenants: only part i of n; see tenon matrix').argParser(parseShard),
];

export const createCanaryOption = (): Option =>
  new Option(
    '--canary <waves>',
    'with several tenants: apply to these numbers or shares of them first, and go on only if they end well and show no drift: 1,10%',
  )
    .argParser(parseWaves)
    .default([], 'all at once');

/** For verbs that show tenants and save nothing else. */
export const createDocumentsOption = (): Option =>
  new Option('-o, --out <folder>', 'with several tenants: folder for the whole document of each, as JSON');

const MAX_COUNT = 10_000;

export function parseTenantCount(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value < 1 || value > MAX_COUNT)
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${MAX_COUNT}.`);
  return value;
}

function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []).map(Number);
  if (index < 1 || index > count) throw new InvalidArgumentError('Expected a part and the number of parts, such as 3/20.');
  return { index, count };
}

export const parseWaves = (text: string): readonly WaveSize[] => text.split(',').map(parseWave);

function parseWave(text: string): WaveSize {
  const [, digits = '', percent] = /^(\d{1,5})(%?)$/.exec(text.trim()) ?? [];
  const value = Number(digits);
  if (value < 1 || (percent === '%' && value > 100))
    throw new InvalidArgumentError('Expected numbers of tenants or percentages, such as 1,10%.');
  return percent === '%' ? { kind: 'share', share: value / 100 } : { kind: 'count', count: value };
}
