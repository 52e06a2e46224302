import type { JsonObject } from '../model/json/json-value.ts';
import type { Operation } from '../model/plan/plan.ts';

/**
 * Something that comes into being, goes away, or is used: a resource (its address), an item inside one
 * (`resourceServers/https://api#scopes/read:orders`), or a name that only one resource may have (`name roles/admin`).
 * The order of operations follows from tokens alone.
 */
export type DependencyToken = string;

export const toItemToken = (address: string, list: string, item: string): DependencyToken => `${address}#${list}/${item}`;
export const toNameToken = (address: string): DependencyToken => `name ${address}`;

/** A value that only one resource may have, and the top-level field that holds it. */
export interface ValueToken {
  readonly token: DependencyToken;
  readonly field: string;
}

/** An operation before its place in the order is known. */
export interface Draft {
  readonly operation: Omit<Operation, 'dependsOn'>;
  /** What is there once it is done, and was not before. */
  readonly provides: readonly DependencyToken[];
  /** What it takes away. */
  readonly removes: readonly DependencyToken[];
  /** What must be there first. `field`: the top-level field that asks for it. */
  readonly requires: readonly { readonly token: DependencyToken; readonly field?: string }[];
  /** Types that the API makes it wait for: what they use it keeps. Whatever else refers to it had better go first, too. */
  readonly heldBy: readonly string[];
  /** What it stops using. */
  readonly releases: readonly DependencyToken[];
  /** Names it takes and names it gives free. */
  readonly takes: readonly DependencyToken[];
  readonly frees: readonly DependencyToken[];
  /** The same for other values that only one resource may have. */
  readonly takesValues: readonly ValueToken[];
  readonly freesValues: readonly ValueToken[];
  /** Operations or groups that had better come first; dropped where they would make a circle. */
  readonly after: readonly string[];
  readonly split: SplitStrategies;
}

/** How an operation can be done in two steps when it stands in a circle. Each way is undefined where it makes no sense. */
export interface SplitStrategies {
  /** Without these fields first, then with them. */
  readonly defer?: (fields: ReadonlySet<string>) => readonly Draft[] | undefined;
  /** First everything that comes, then everything that goes. */
  readonly growThenShrink?: () => readonly Draft[] | undefined;
  /** By way of a name that nobody has. */
  readonly viaTemporaryName?: () => readonly Draft[] | undefined;
  /** First giving up the unique values of these fields, then taking new ones. */
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

/** A line in the plan that changes nothing; `about` keeps its id apart from others of the same resource. */
export const createNoteDraft = (
  { address, origin }: Pick<Operation, 'address' | 'origin'>,
  about: string,
  why: string,
): Draft => ({
  ...EMPTY_DRAFT,
  operation: {
    id: `note ${address} ${about}`,
    action: 'note',
    address,
    changes: [],
    requests: [],
    why,
    risk: 'safe',
    ...(origin && { origin }),
  },
});

/** Members of an object but these. */
export const omitMembers = (object: JsonObject, names: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));

export const pickMembers = (object: JsonObject, names: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => names.has(name)));
