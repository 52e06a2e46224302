import type { Drift } from '../../model/drift.ts';

/** How drift changed between two comparisons. */
export interface DriftDelta {
  /** The current drift. */
  readonly now: Drift;
  /** The current drift with new entries only. */
  readonly added: Drift;
  /** Addresses of resources that no longer differ. */
  readonly settled: readonly string[];
  /** Whether this is the first comparison. */
  readonly first: boolean;
  /** Whether there is anything to report. */
  readonly hasChanges: boolean;
}

export function computeDriftDelta(before: Drift | undefined, now: Drift): DriftDelta {
  const known = new Set([...(before?.entries ?? []), ...(before?.undeclared ?? [])].map((entry) => JSON.stringify(entry)));
  const isNew = (entry: unknown): boolean => !known.has(JSON.stringify(entry));
  const skipped = before ? [] : now.skipped;
  const added = { ...now, entries: now.entries.filter(isNew), undeclared: now.undeclared.filter(isNew), skipped };
  const differing = new Set(now.entries.map(({ address }) => address));
  const settled = (before?.entries ?? []).map(({ address }) => address).filter((address) => !differing.has(address));
  // A resource that differed in two ways may still differ in one.
  const isFewer = (before?.entries.length ?? 0) > now.entries.length;
  const any = !before || isFewer || added.entries.length + added.undeclared.length + settled.length > 0;
  return { now, added, settled: [...new Set(settled)], first: !before, hasChanges: any };
}
