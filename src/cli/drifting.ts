import type { Loaded } from '../loader/load.ts';
import type { LoggedWrite } from '../management-api/log/log-event.ts';
import type { ReadApi } from '../management-api/types.ts';
import type { Drift, DriftEntry } from '../model/drift.ts';
import type { JsonObject } from '../model/json/json.ts';
import { type Outcome, success } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { placeOfChange } from './definition.ts';
import { planFor } from './planning.ts';

export interface Drifting {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly snapshot: Snapshot;
  /** Where the log is read. */
  readonly api: ReadApi;
  /** What was there once, by its path. */
  readonly gone: ReadonlyMap<string, JsonObject>;
  /** The newest writes, where they are known already. */
  readonly recent?: readonly LoggedWrite[];
}

/** Where a snapshot and the definition differ, with the names that the tenant's log knows. */
export async function driftFor({ loaded, ...given }: Drifting): Promise<Outcome<Drift, readonly Problem[]>> {
  const planned = await planFor(loaded, given.snapshot);
  if (!planned.ok) return planned;
  const { driftOf } = await import('../drift/drift.ts');
  const { RESOURCE_TYPES } = await import('../resources/index.ts');
  const { definition } = loaded;
  const drift = await driftOf({ ...given, plan: planned.value, definition, catalogue: RESOURCE_TYPES });
  return success({ ...drift, entries: drift.entries.map((entry) => atItsLine(entry, loaded)) });
}

/** The line of the first field that differs, rather than that of the resource. */
function atItsLine(entry: DriftEntry, loaded: Loaded): DriftEntry {
  const [change] = entry.changes;
  const origin = change && entry.action !== 'create' ? placeOfChange(change, entry, loaded) : undefined;
  return origin ? { ...entry, origin } : entry;
}
