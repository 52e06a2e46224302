import { setTimeout as pause } from 'node:timers/promises';
import { apiTarget } from './api.ts';
import { cacheTarget } from './cache.ts';
import { definitionTarget } from './definition.ts';
import { documentTarget, snapshotTarget } from './documents.ts';
import { Random } from './random.ts';
import { stateTarget } from './state.ts';
import type { Target } from './target.ts';

export interface Fuzzing {
  readonly seeds: number;
  readonly from: number;
  /** One target alone, which then gets all seeds. */
  readonly only?: string;
  /** Told now and then how far it is. */
  readonly onProgress?: (tried: number, failures: number) => void;
}

export interface Found {
  readonly target: string;
  readonly seed: number;
  readonly error: string;
}

export interface FuzzReport {
  readonly targets: readonly {
    readonly name: string;
    readonly tried: number;
    readonly seconds: number;
    readonly slowest: number;
  }[];
  readonly found: readonly Found[];
}

/** No input takes longer: what does is as good as a hang. */
const LONGEST_MS = 10_000;
/** After so many it is the same one again. */
const MOST_FOUND = 20;

/** Tries each seed at one of the targets in turn. A seed says all: which target, and which input. */
export async function fuzz({ seeds, from, only, onProgress }: Fuzzing): Promise<FuzzReport> {
  const all = [
    definitionTarget(),
    documentTarget(),
    await snapshotTarget(),
    cacheTarget(),
    await stateTarget(),
    await apiTarget(),
  ];
  const rows = all.map((target) => ({ name: target.name, tried: 0, seconds: 0, slowest: 0 }));
  const found: Found[] = [];
  const round = all.flatMap(({ weight }, index) => Array.from({ length: weight }, () => index));
  for (let seed = from; seed < from + seeds && found.length < MOST_FOUND; seed++) {
    const index = only === undefined ? (round[seed % round.length] ?? 0) : all.findIndex(({ name }) => name === only);
    const [target, row] = [all[index], rows[index]];
    if (!target || !row) throw new Error(`no target ${only}: ${all.map(({ name }) => name).join(', ')}`);
    const started = performance.now();
    const error = await failureOf(target, seed);
    const ms = performance.now() - started;
    row.tried += 1;
    row.seconds += ms / 1000;
    row.slowest = Math.max(row.slowest, ms);
    if (error !== undefined) found.push({ target: target.name, seed, error });
    if ((seed - from + 1) % 1000 === 0) onProgress?.(seed - from + 1, found.length);
  }
  for (const target of all) await target.close();
  const polluted = 'polluted' in {} ? [{ target: 'all', seed: from, error: 'the prototype of all objects was written to' }] : [];
  return { targets: rows.filter(({ tried }) => tried > 0), found: [...found, ...polluted] };
}

async function failureOf(target: Target, seed: number): Promise<string | undefined> {
  const ended = new AbortController();
  const late = pause(LONGEST_MS, `no end after ${LONGEST_MS} ms`, { signal: ended.signal, ref: false }).catch(() => undefined);
  try {
    return await Promise.race([target.trial(new Random(seed)).then(() => undefined), late]);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    ended.abort();
  }
}
