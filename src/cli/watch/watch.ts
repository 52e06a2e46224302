import type { Cache } from '../../fetcher/cache/cache.ts';
import type { Loaded } from '../../loader/load.ts';
import type { Clock } from '../../management-api/clock.ts';
import type { LoggedWrite } from '../../management-api/log/log-event.ts';
import type { ReadApi } from '../../management-api/types.ts';
import type { Drift } from '../../model/drift.ts';
import { failure, type Outcome } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { driftFor } from '../drifting.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { snapshotFor } from '../planning.ts';
import type { Progress } from '../progress.ts';
import { type Delta, deltaOf } from './delta.ts';

export interface Watching {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly cache: Cache;
  /** Where the log is searched for names. */
  readonly api: ReadApi;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly onChange: (delta: Delta) => Promise<void>;
  readonly onProblems: (problems: readonly Problem[]) => Promise<void>;
}

interface State {
  readonly drift: Drift;
  /** Writes that were followed, newest first: their authors need not be searched for. */
  readonly recent: readonly LoggedWrite[];
  /** Something has happened, and looking at it has not worked yet. */
  readonly doubtful: boolean;
  readonly problems: readonly Problem[];
}

/** Looks once, follows the log, and looks again at what it speaks of. Ends with whether there is drift. */
export async function watch(watching: Watching): Promise<ExitCode> {
  const { clock, intervalMs, signal, onChange } = watching;
  const first = await look(watching, []);
  if (!first.ok) return given(watching, first.error);
  let state: State = { drift: first.value, recent: [], doubtful: false, problems: [] };
  await onChange(deltaOf(undefined, state.drift));
  for (;;) {
    await clock.sleep(intervalMs, signal);
    if (signal.aborted) return state.drift.entries.length > 0 ? EXIT.differs : EXIT.ok;
    const next = await step(watching, state);
    if (next.problems.some(({ code }) => FATAL.has(code))) return given(watching, next.problems);
    await tellNew(watching, state.problems, next.problems);
    const delta = deltaOf(state.drift, next.drift);
    if (delta.any) await onChange(delta);
    state = next;
  }
}

/** No patience helps against these. */
const FATAL: ReadonlySet<string> = new Set(['credentials-refused', 'credentials-missing', 'token-expired', 'scope-missing']);

async function given({ onProblems }: Watching, problems: readonly Problem[]): Promise<ExitCode> {
  await onProblems(problems);
  return EXIT.error;
}

/** What lasts is told once. */
async function tellNew({ onProblems }: Watching, before: readonly Problem[], now: readonly Problem[]): Promise<void> {
  const known = new Set(before.map(({ code }) => code));
  const fresh = now.filter(({ code }) => !known.has(code));
  if (fresh.length > 0) await onProblems(fresh);
}

const MOST_WRITES = 1000;

async function step(watching: Watching, state: State): Promise<State> {
  const followed = await watching.cache.follow();
  const recent = [...followed.writes, ...state.recent].slice(0, MOST_WRITES);
  const problems = followed.problem ? [followed.problem] : [];
  if (!state.doubtful && !followed.changed) return { ...state, recent, problems };
  const found = await look(watching, recent);
  if (!found.ok) return { ...state, recent, doubtful: true, problems: [...problems, ...found.error] };
  return { drift: found.value, recent, doubtful: false, problems };
}

async function look(watching: Watching, recent: readonly LoggedWrite[]): Promise<Outcome<Drift, readonly Problem[]>> {
  const { loaded, files, cache, api, progress, onProblems } = watching;
  const snapshot = await snapshotFor(loaded, cache.api, progress);
  if (!snapshot.ok) return failure(snapshot.error);
  const unsaved = cache.save();
  if (unsaved) await onProblems([unsaved]);
  return driftFor({ loaded, files, snapshot: snapshot.value, api, gone: cache.gone(), recent });
}
