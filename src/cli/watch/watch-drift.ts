import type { TenantCache } from '../../fetcher/cache/tenant-cache.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import type { ClientClock } from '../../management-api/client-clock.ts';
import type { LoggedWrite } from '../../management-api/log/log-event.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import type { Drift } from '../../model/drift.ts';
import { failWith, type Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { computeDrift } from '../compute-drift.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { fetchDeclaredSnapshot } from '../plan-definition.ts';
import type { Progress } from '../progress-line.ts';
import { computeDriftDelta, type DriftDelta } from './drift-delta.ts';

export interface WatchInput {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly cache: TenantCache;
  /** Where the log is searched for names. */
  readonly api: ReadApi;
  readonly clock: ClientClock;
  readonly intervalMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly onChange: (delta: DriftDelta) => Promise<void>;
  readonly onProblems: (problems: readonly Problem[]) => Promise<void>;
}

interface WatchState {
  readonly drift: Drift;
  /** Writes that were followed, newest first: their authors need not be searched for. */
  readonly recent: readonly LoggedWrite[];
  /** Something has happened, and looking at it has not worked yet. */
  readonly needsRefresh: boolean;
  readonly problems: readonly Problem[];
}

/** Looks once, follows the log, and looks again at what it speaks of. Ends with whether there is drift. */
export async function watchDrift(input: WatchInput): Promise<ExitCode> {
  const { clock, intervalMs, signal, onChange } = input;
  const first = await readDrift(input, []);
  if (!first.ok) return reportFailure(input, first.error);
  let state: WatchState = { drift: first.value, recent: [], needsRefresh: false, problems: [] };
  await onChange(computeDriftDelta(undefined, state.drift));
  for (;;) {
    await clock.sleep(intervalMs, signal);
    if (signal.aborted) return state.drift.entries.length > 0 ? EXIT.differs : EXIT.ok;
    const next = await followLog(input, state);
    if (next.problems.some(({ code }) => FATAL_CODES.has(code))) return reportFailure(input, next.problems);
    await reportNewProblems(input, state.problems, next.problems);
    const delta = computeDriftDelta(state.drift, next.drift);
    if (delta.hasChanges) await onChange(delta);
    state = next;
  }
}

/** No patience helps against these. */
const FATAL_CODES: ReadonlySet<string> = new Set([
  'credentials-refused',
  'credentials-missing',
  'token-expired',
  'scope-missing',
]);

async function reportFailure({ onProblems }: WatchInput, problems: readonly Problem[]): Promise<ExitCode> {
  await onProblems(problems);
  return EXIT.error;
}

/** What lasts is told once. */
async function reportNewProblems({ onProblems }: WatchInput, before: readonly Problem[], now: readonly Problem[]): Promise<void> {
  const known = new Set(before.map(({ code }) => code));
  const fresh = now.filter(({ code }) => !known.has(code));
  if (fresh.length > 0) await onProblems(fresh);
}

const MAX_RECENT_WRITES = 1000;

async function followLog(input: WatchInput, state: WatchState): Promise<WatchState> {
  const followed = await input.cache.follow();
  const recent = [...followed.writes, ...state.recent].slice(0, MAX_RECENT_WRITES);
  const problems = followed.problem ? [followed.problem] : [];
  if (!state.needsRefresh && !followed.hasChanges) return { ...state, recent, problems };
  const found = await readDrift(input, recent);
  if (!found.ok) return { ...state, recent, needsRefresh: true, problems: [...problems, ...found.error] };
  return { drift: found.value, recent, needsRefresh: false, problems };
}

async function readDrift(input: WatchInput, recent: readonly LoggedWrite[]): Promise<Outcome<Drift, readonly Problem[]>> {
  const { loaded, files, cache, api, progress, onProblems } = input;
  const snapshot = await fetchDeclaredSnapshot(loaded, cache.api, progress);
  if (!snapshot.ok) return failWith(snapshot.error);
  const unsaved = cache.save();
  if (unsaved) await onProblems([unsaved]);
  return computeDrift({ loaded, files, snapshot: snapshot.value, api, gone: cache.collectGone(), recent });
}
