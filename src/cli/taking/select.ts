import { type Address, matchesPattern } from '../../model/address.ts';
import type { DriftEntry } from '../../model/drift.ts';
import { fieldSteps } from '../../model/json/field-path.ts';
import { type Pointer, pointerOf, stepsOf } from '../../model/json/pointer.ts';

/** What of a drift goes into the files. */
export interface Selection {
  readonly accepted: readonly SelectedEntry[];
  /** Differences that only the definition made, or may have made: accepting one would revert what is merged and not yet applied. */
  readonly unapplied: readonly DriftEntry[];
  readonly unknown: readonly DriftEntry[];
  /** What was asked for and does not differ. */
  readonly strangers: readonly string[];
}

export interface SelectedEntry extends DriftEntry {
  /** The one field that was asked for. */
  readonly field?: readonly string[];
}

export interface Asked {
  /** Addresses, which may hold `*`, or an address and a field of it; `true`: whatever differs. */
  readonly only: readonly string[] | true;
  /** Takes what is not yet applied as well. */
  readonly includeUnapplied: boolean;
  /** Whether the definition is what was last applied: then whatever differs was changed in the tenant. */
  readonly isApplied: boolean;
}

/** Which entries were asked for. By default only what the tenant changed; what is named by its whole address, whoever changed it. */
export function selectEntries(entries: readonly DriftEntry[], { only, includeUnapplied, isApplied }: Asked): Selection {
  const named = entries.flatMap((entry) => namedBy(entry, entries, only));
  const isWanted = ({ entry: { kind }, exact }: Named): boolean =>
    exact || includeUnapplied || kind === 'tenant changed' || (kind === 'unknown' && isApplied);
  const skipped = named.filter((one) => !isWanted(one)).map(({ entry }) => entry);
  return {
    accepted: named.filter(isWanted).map(({ entry }) => entry),
    unapplied: skipped.filter(({ kind }) => kind === 'definition ahead'),
    unknown: skipped.filter(({ kind }) => kind === 'unknown'),
    strangers: only === true ? [] : only.filter((text) => !entries.some((entry) => namedBy(entry, entries, [text]).length > 0)),
  };
}

interface Named {
  readonly entry: SelectedEntry;
  /** Whether it was named by its own address. */
  readonly exact: boolean;
}

function namedBy(entry: DriftEntry, all: readonly DriftEntry[], only: readonly string[] | true): readonly Named[] {
  if (only === true || only.includes(entry.address)) return [{ entry, exact: only !== true }];
  if (only.some((pattern) => pattern.includes('*') && matchesPattern(entry.address, pattern))) return [{ entry, exact: false }];
  return only.flatMap((text) => {
    const field = fieldOf(text, entry.address, all);
    const changes = field ? entry.changes.filter(({ path }) => touches(placeOf(entry, path), pointerOf(field))) : [];
    return field && changes.length > 0 ? [{ entry: { ...entry, changes, field }, exact: true }] : [];
  });
}

/** Keys may hold dots themselves: the longest address counts. */
function fieldOf(text: string, address: Address, all: readonly DriftEntry[]): readonly string[] | undefined {
  const isBegun = (other: Address): boolean => text.startsWith(`${other}.`) || text.startsWith(`${other}#/`);
  if (!isBegun(address) || all.some((other) => other.address.length > address.length && isBegun(other.address))) return undefined;
  const rest = text.slice(address.length);
  return rest.startsWith('#') ? stepsOf(rest.slice(1)) : fieldSteps(rest);
}

/** A relation's changes begin below it. */
const placeOf = ({ relation }: DriftEntry, path: Pointer): Pointer =>
  relation === undefined || path.startsWith(`/${relation}/`) ? path : `/${relation}${path}`;

const touches = (path: Pointer, asked: Pointer): boolean =>
  path === asked || path.startsWith(`${asked}/`) || asked.startsWith(`${path}/`);
