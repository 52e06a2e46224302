import type { TenantCache } from '../../fetcher/cache/tenant-cache.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import type { ClientClock } from '../../management-api/client-clock.ts';
import type { LoggedWrite } from '../../management-api/log/log-event.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import type { Drift } from '../../model/drift.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { fetchDeclaredSnapshot } from '../plan/plan-definition.ts';
import type { WorkflowPorts } from '../ports.ts';
import { computeDrift } from './compute-drift.ts';
import { computeDriftDelta, type DriftDelta } from './drift-delta.ts';

export interface WatchInput {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly cache: TenantCache;
  /** Reads the tenant's log, to find who made each change. */
  readonly api: ReadApi;
  readonly clock: ClientClock;
  readonly intervalMs: number;
  /** Stops watching. */
  readonly signal: AbortSignal;
  /** Called for the first drift, and then for each change of it. */
  readonly onChange: (delta: DriftDelta) => Promise<void>;
}

interface WatchState {
  readonly drift: Drift;
  /** Writes seen in the log so far, newest first, so that their authors need no search. */
  readonly recent: readonly LoggedWrite[];
  /** The tenant has changed, but reading it has failed so far. */
  readonly needsRefresh: boolean;
  readonly problems: readonly Problem[];
}

/** Computes drift once, then follows the tenant's log and computes it again after each relevant write. Returns the drift seen last. */
export async function watchDrift(input: WatchInput, ports: WorkflowPorts): Promise<Outcome<Drift, readonly Problem[]>> {
  const { clock, intervalMs, signal, onChange } = input;
  const first = await readDrift(input, [], ports);
  if (!first.ok) return first;
  let state: WatchState = { drift: first.value, recent: [], needsRefresh: false, problems: [] };
  await onChange(computeDriftDelta(undefined, state.drift));
  for (;;) {
    await clock.sleep(intervalMs, signal);
    if (signal.aborted) return succeed(state.drift);
    const next = await followLog(input, state, ports);
    if (next.problems.some(({ code }) => FATAL_CODES.has(code))) return failWith(next.problems);
    await reportNewProblems(ports, state.problems, next.problems);
    const delta = computeDriftDelta(state.drift, next.drift);
    if (delta.hasChanges) await onChange(delta);
    state = next;
  }
}

/** Problems that do not go away with time. */
const FATAL_CODES: ReadonlySet<string> = new Set([
  'credentials-refused',
  'credentials-missing',
  'token-expired',
  'scope-missing',
]);

/** Reports a lasting problem only once. */
async function reportNewProblems({ report }: WorkflowPorts, before: readonly Problem[], now: readonly Problem[]): Promise<void> {
  const known = new Set(before.map(({ code }) => code));
  const fresh = now.filter(({ code }) => !known.has(code));
  if (fresh.length > 0) await report(fresh);
}

const MAX_RECENT_WRITES = 1000;

async function followLog(input: WatchInput, state: WatchState, ports: WorkflowPorts): Promise<WatchState> {
  const followed = await input.cache.follow();
  const recent = [...followed.writes, ...state.recent].slice(0, MAX_RECENT_WRITES);
  const problems = followed.problem ? [followed.problem] : [];
  if (!state.needsRefresh && !followed.hasChanges) return { ...state, recent, problems };
  const found = await readDrift(input, recent, ports);
  if (!found.ok) return { ...state, recent, needsRefresh: true, problems: [...problems, ...found.error] };
  return { drift: found.value, recent, needsRefresh: false, problems };
}

async function readDrift(
  input: WatchInput,
  recent: readonly LoggedWrite[],
  ports: WorkflowPorts,
): Promise<Outcome<Drift, readonly Problem[]>> {
  const { loaded, files, cache, api } = input;
  const snapshot = await fetchDeclaredSnapshot(loaded, cache.api, ports);
  if (!snapshot.ok) return failWith(snapshot.error);
  const unsaved = cache.save();
  if (unsaved) await ports.report([unsaved]);
  return computeDrift({ loaded, files, snapshot: snapshot.value, api, gone: cache.collectGone(), recent });
}
