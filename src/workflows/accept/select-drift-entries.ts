import { type Address, isPatternMatch } from '../../model/address.ts';
import type { DriftEntry } from '../../model/drift.ts';
import { parseFieldPath } from '../../model/json/field-path.ts';
import { type Pointer, parsePointer, toPointer } from '../../model/json/pointer.ts';

/** Which differences are accepted into the files, and which are not. */
export interface DriftSelection {
  readonly accepted: readonly SelectedEntry[];
  /** Changed in the definition and not yet applied: accepting one would revert the definition. */
  readonly unapplied: readonly DriftEntry[];
  /** Changed on an unknown side: accepting one could revert the definition. */
  readonly unknown: readonly DriftEntry[];
  /** Requested addresses and fields that do not differ. */
  readonly unmatched: readonly string[];
}

export interface SelectedEntry extends DriftEntry {
  /** The requested field. Undefined: the whole resource. */
  readonly field?: readonly string[];
}

export interface SelectionRequest {
  /** Addresses (with `*` for any characters), or an address and one of its fields. `true`: everything that differs. */
  readonly only: readonly string[] | true;
  /** Also accept differences that are not yet applied. */
  readonly includeUnapplied: boolean;
  /** Whether this definition was the last one applied. If so, every difference was made in the tenant. */
  readonly isApplied: boolean;
}

/** Selects the requested entries: by default only changes made in the tenant, but with a full address also any other difference. */
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
  /** Whether it was requested by its full address, without `*`. */
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

/** Parses the field after an address. Keys may contain dots, so the longest matching address wins. */
function findFieldPath(text: string, address: Address, all: readonly DriftEntry[]): readonly string[] | undefined {
  const hasAddress = (other: Address): boolean => text.startsWith(`${other}.`) || text.startsWith(`${other}#/`);
  if (!hasAddress(address) || all.some((other) => other.address.length > address.length && hasAddress(other.address)))
    return undefined;
  const rest = text.slice(address.length);
  return rest.startsWith('#') ? parsePointer(rest.slice(1)) : parseFieldPath(rest);
}

/** Paths of changes in a relation are relative to the relation. */
const getChangePointer = ({ relation }: DriftEntry, path: Pointer): Pointer =>
  relation === undefined || path.startsWith(`/${relation}/`) ? path : `/${relation}${path}`;

const isSameOrNested = (path: Pointer, requested: Pointer): boolean =>
  path === requested || path.startsWith(`${requested}/`) || requested.startsWith(`${path}/`);
