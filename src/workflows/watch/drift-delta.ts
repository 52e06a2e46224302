import type { Drift } from '../../model/drift.ts';

/** What became of drift between two looks. */
export interface DriftDelta {
  /** All there is now. */
  readonly now: Drift;
  /** The same with only what was not there before. */
  readonly added: Drift;
  /** Resources that differed and no longer do. */
  readonly settled: readonly string[];
  readonly first: boolean;
  /** Whether there is anything to tell. */
  readonly hasChanges: boolean;
}

export function computeDriftDelta(before: Drift | undefined, now: Drift): DriftDelta {
  const known = new Set([...(before?.entries ?? []), ...(before?.undeclared ?? [])].map((entry) => JSON.stringify(entry)));
  const isNew = (entry: unknown): boolean => !known.has(JSON.stringify(entry));
  const skipped = before ? [] : now.skipped;
  const added = { ...now, entries: now.entries.filter(isNew), undeclared: now.undeclared.filter(isNew), skipped };
  const differing = new Set(now.entries.map(({ address }) => address));
  const settled = (before?.entries ?? []).map(({ address }) => address).filter((address) => !differing.has(address));
  // What differed in two ways may still differ in one of them.
  const isFewer = (before?.entries.length ?? 0) > now.entries.length;
  const any = !before || isFewer || added.entries.length + added.undeclared.length + settled.length > 0;
  return { now, added, settled: [...new Set(settled)], first: !before, hasChanges: any };
}
