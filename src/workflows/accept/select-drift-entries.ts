import { type Address, isPatternMatch } from '../../model/address.ts';
import type { DriftEntry } from '../../model/drift.ts';
import { parseFieldPath } from '../../model/json/field-path.ts';
import { type Pointer, parsePointer, toPointer } from '../../model/json/pointer.ts';

/** What of a drift goes into the files. */
export interface DriftSelection {
  readonly accepted: readonly SelectedEntry[];
  /** Differences that only the definition made, or may have made: accepting one would revert what is merged and not yet applied. */
  readonly unapplied: readonly DriftEntry[];
  readonly unknown: readonly DriftEntry[];
  /** What was asked for and does not differ. */
  readonly unmatched: readonly string[];
}

export interface SelectedEntry extends DriftEntry {
  /** The one field that was asked for. */
  readonly field?: readonly string[];
}

export interface SelectionRequest {
  /** Addresses, which may hold `*`, or an address and a field of it; `true`: whatever differs. */
  readonly only: readonly string[] | true;
  /** Takes what is not yet applied as well. */
  readonly includeUnapplied: boolean;
  /** Whether the definition is what was last applied: then whatever differs was changed in the tenant. */
  readonly isApplied: boolean;
}

/** Which entries were asked for. By default only what the tenant changed; what is named by its whole address, whoever changed it. */
export function selectEntries(
  entries: readonly DriftEntry[],
  { only, includeUnapplied, isApplied }: SelectionRequest,
): DriftSelection {
  const matches = entries.flatMap((entry) => matchEntry(entry, entries, only));
  const isAccepted = ({ entry: { kind }, exact }: NamedEntry): boolean =>
    exact || includeUnapplied || kind === 'tenant changed' || (kind === 'unknown' && isApplied);
  const skipped = matches.filter((match) => !isAccepted(match)).map(({ entry }) => entry);
  return {
    accepted: matches.filter(isAccepted).map(({ entry }) => entry),
    unapplied: skipped.filter(({ kind }) => kind === 'definition ahead'),
    unknown: skipped.filter(({ kind }) => kind === 'unknown'),
    unmatched:
      only === true ? [] : only.filter((text) => !entries.some((entry) => matchEntry(entry, entries, [text]).length > 0)),
  };
}

interface NamedEntry {
  readonly entry: SelectedEntry;
  /** Whether it was named by its own address. */
  readonly exact: boolean;
}

function matchEntry(entry: DriftEntry, all: readonly DriftEntry[], only: readonly string[] | true): readonly NamedEntry[] {
  if (only === true || only.includes(entry.address)) return [{ entry, exact: only !== true }];
  if (only.some((pattern) => pattern.includes('*') && isPatternMatch(entry.address, pattern))) return [{ entry, exact: false }];
  return only.flatMap((text) => {
    const field = findFieldPath(text, entry.address, all);
    const changes = field
      ? entry.changes.filter(({ path }) => isSameOrNested(getChangePointer(entry, path), toPointer(field)))
      : [];
    return field && changes.length > 0 ? [{ entry: { ...entry, changes, field }, exact: true }] : [];
  });
}

/** Keys may hold dots themselves: the longest address counts. */
function findFieldPath(text: string, address: Address, all: readonly DriftEntry[]): readonly string[] | undefined {
  const hasAddress = (other: Address): boolean => text.startsWith(`${other}.`) || text.startsWith(`${other}#/`);
  if (!hasAddress(address) || all.some((other) => other.address.length > address.length && hasAddress(other.address)))
    return undefined;
  const rest = text.slice(address.length);
  return rest.startsWith('#') ? parsePointer(rest.slice(1)) : parseFieldPath(rest);
}

/** A relation's changes begin below it. */
const getChangePointer = ({ relation }: DriftEntry, path: Pointer): Pointer =>
  relation === undefined || path.startsWith(`/${relation}/`) ? path : `/${relation}${path}`;

const isSameOrNested = (path: Pointer, requested: Pointer): boolean =>
  path === requested || path.startsWith(`${requested}/`) || requested.startsWith(`${path}/`);
