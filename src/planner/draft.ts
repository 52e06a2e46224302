import type { Address } from '../model/address.ts';
import type { JsonObject } from '../model/json/json-value.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import type { NoteOperation, Operation } from '../model/plan/operation.ts';

/**
 * Names something that operations create, delete or use: a resource (its address), an item in a resource
 * (`resourceServers/https://api#scopes/read:orders`), or a unique name (`name roles/admin`).
 * Dependencies between operations are derived from tokens and `after`.
 */
export type DependencyToken = string;

export const toItemToken = (address: string, list: string, item: string): DependencyToken => `${address}#${list}/${item}`;
export const toNameToken = (address: string): DependencyToken => `name ${address}`;

/** A value that only one resource may have, and the top-level field that contains it. */
export interface ValueToken {
  readonly token: DependencyToken;
  readonly field: string;
}

/** An operation of a certain kind, before it is known what it depends on. */
export type Unordered<Kind extends Operation> = Kind extends Operation ? Omit<Kind, 'dependsOn'> : never;

/** An operation that has not been ordered yet, with what determines its place. */
export interface Draft<Kind extends Operation = Operation> {
  readonly operation: Unordered<Kind>;
  /** What the operation creates. */
  readonly provides: readonly DependencyToken[];
  /** What it deletes. */
  readonly removes: readonly DependencyToken[];
  /** What must exist first. `field`: the top-level field that refers to it. */
  readonly requires: readonly { readonly token: DependencyToken; readonly field?: string }[];
  /** Types whose resources block this operation: the API deletes nothing that they use. Other references should also go first. */
  readonly heldBy: readonly string[];
  /** What it no longer uses once it is done. */
  readonly releases: readonly DependencyToken[];
  /** Unique names that it takes, and those that it frees. */
  readonly takes: readonly DependencyToken[];
  readonly frees: readonly DependencyToken[];
  /** Other unique values that it takes, and those that it frees. */
  readonly takesValues: readonly ValueToken[];
  readonly freesValues: readonly ValueToken[];
  /** Operations or groups that should come first. Dropped where they would cause a dependency cycle. */
  readonly after: readonly string[];
  readonly split: SplitStrategies;
  /** Set on a create that also adds items of the resource's relations, and on the links of these items: the draft where they are sent apart. */
  readonly apart?: { readonly owner: Address; readonly draft: Draft<Kind> };
}

/** Ways to split an operation into two steps in order to break a dependency cycle. Undefined where a way does not apply. */
export interface SplitStrategies {
  /** First without these fields, then with them. */
  readonly defer?: (fields: ReadonlySet<string>) => readonly Draft[] | undefined;
  /** First adds all new list items, then removes the old ones. */
  readonly growThenShrink?: () => readonly Draft[] | undefined;
  /** Renames to an unused name first. */
  readonly viaTemporaryName?: () => readonly Draft[] | undefined;
  /** First gives up the unique values of these fields, then takes the new ones. */
  readonly release?: (fields: ReadonlySet<string>) => readonly Draft[] | undefined;
}

export const EMPTY_DRAFT = {
  provides: [],
  removes: [],
  heldBy: [],
  requires: [],
  releases: [],
  takes: [],
  frees: [],
  takesValues: [],
  freesValues: [],
  after: [],
  split: {},
} as const;

/** Creates a note, which changes nothing. `about` distinguishes its id from other notes on the same resource. */
export const createNoteDraft = (
  { address, origin }: Pick<NoteOperation, 'address' | 'origin'>,
  about: string,
  why: string,
): Draft<NoteOperation> => ({
  ...EMPTY_DRAFT,
  operation: {
    id: `note ${address} ${about}`,
    action: 'note',
    address,
    changes: [],
    requests: [],
    why,
    risk: 'safe',
    ...omitUndefined({ origin }),
  },
});

/** Returns an object without the named members. */
export const omitMembers = (object: JsonObject, names: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));

export const pickMembers = (object: JsonObject, names: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => names.has(name)));
