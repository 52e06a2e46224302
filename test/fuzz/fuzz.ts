import { setTimeout as pause } from 'node:timers/promises';
import { createApiTarget } from './api-target.ts';
import { createCacheTarget } from './cache-target.ts';
import { createDefinitionTarget } from './definition-target.ts';
import { createDocumentTarget, createSnapshotTarget } from './document-targets.ts';
import { createStateTarget } from './emulator-state-target.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { Random } from './random.ts';

export interface FuzzOptions {
  readonly seeds: number;
  readonly from: number;
  /** One target alone, which then gets all seeds. */
  readonly only?: string;
  /** Told now and then how far it is. */
  readonly onProgress?: (tried: number, failures: number) => void;
}

export interface FuzzFailure {
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
  readonly found: readonly FuzzFailure[];
}

/** No input takes longer: what does is as good as a hang. */
const MAX_TRIAL_MS = 10_000;
/** After so many it is the same one again. */
const MAX_FAILURES = 20;

/** Tries each seed at one of the targets in turn. A seed says all: which target, and which input. */
export async function runFuzz({ seeds, from, only, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const all = [
    createDefinitionTarget(),
    createDocumentTarget(),
    await createSnapshotTarget(),
    createCacheTarget(),
    await createStateTarget(),
    await createApiTarget(),
  ];
  const rows = all.map((target) => ({ name: target.name, tried: 0, seconds: 0, slowest: 0 }));
  const found: FuzzFailure[] = [];
  const round = all.flatMap(({ weight }, index) => Array.from({ length: weight }, () => index));
  for (let seed = from; seed < from + seeds && found.length < MAX_FAILURES; seed++) {
    const index = only === undefined ? (round[seed % round.length] ?? 0) : all.findIndex(({ name }) => name === only);
    const [target, row] = [all[index], rows[index]];
    if (!target || !row) throw new Error(`no target ${only}: ${all.map(({ name }) => name).join(', ')}`);
    const started = performance.now();
    const error = await findFailure(target, seed);
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

async function findFailure(target: FuzzTarget, seed: number): Promise<string | undefined> {
  const ended = new AbortController();
  const late = pause(MAX_TRIAL_MS, `no end after ${MAX_TRIAL_MS} ms`, { signal: ended.signal, ref: false }).catch(
    () => undefined,
  );
  try {
    return await Promise.race([target.runTrial(new Random(seed)).then(() => undefined), late]);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    ended.abort();
  }
}
