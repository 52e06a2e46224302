import type { Loaded } from '../../loader/load-definition.ts';
import type { LoggedWrite } from '../../management-api/log/log-event.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import type { Drift, DriftEntry } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { locateChange } from '../definition/load-files.ts';
import { planDefinition } from '../plan/plan-definition.ts';

export interface ComputeDriftInput {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly snapshot: Snapshot;
  /** Reads the tenant's log, to find who made each change. */
  readonly api: ReadApi;
  /** Bodies of resources that the cache has seen and the tenant no longer has, by API path. */
  readonly gone: ReadonlyMap<string, JsonObject>;
  /** The newest writes in the tenant's log, if the caller has already read them. */
  readonly recent?: readonly LoggedWrite[];
}

/** Compares a snapshot with the definition, and looks up in the tenant's log who made each change. */
export async function computeDrift({ loaded, ...given }: ComputeDriftInput): Promise<Outcome<Drift, readonly Problem[]>> {
  const planned = await planDefinition(loaded, given.snapshot);
  if (!planned.ok) return planned;
  const { buildDrift } = await import('../../drift/build-drift.ts');
  const { definition, catalogue } = loaded;
  const drift = await buildDrift({ ...given, plan: planned.value, definition, catalogue });
  return succeed({ ...drift, entries: drift.entries.map((entry) => locateDriftEntry(entry, loaded)) });
}

/** Points the entry to the line of its first differing field instead of the line of the resource. */
function locateDriftEntry(entry: DriftEntry, loaded: Loaded): DriftEntry {
  const [change] = entry.changes;
  const origin = change && entry.action !== 'create' ? locateChange(change, entry, loaded) : undefined;
  return origin ? { ...entry, origin } : entry;
}
