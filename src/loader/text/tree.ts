import type { JsonValue } from '../../model/json/json.ts';
import type { Source, Span } from './source.ts';

/** A value of a definition that knows where it stands. Anchors, merge keys, markers and substitutions are already followed. */
export type Tree = Scalar | List | Mapping;

/** How other places share a value: an alias or a merge brought it here, or its anchor may take it elsewhere. */
interface Shared {
  readonly aliased?: boolean;
  readonly anchor?: string;
}

export interface Scalar extends Shared {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
  readonly span: Span;
  /** The text as written, where the value was put together from elsewhere: `Bearer ${secret:TOKEN}`. */
  readonly template?: string;
  /** Whether a `${secret:…}` went into it. */
  readonly secret?: boolean;
  /** The file whose whole text is the value. */
  readonly side?: Source;
  /** Whether nothing at all is written: not even `null` or `~`. */
  readonly bare?: true;
  /** Made up by tenon: no file holds it. */
  readonly planted?: true;
}

/** Longer than any name that the API takes, and short enough for a report. */
export const LONGEST_NAME = 2_000;

export interface List extends Shared {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly span: Span;
}

export interface Mapping extends Shared {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, Member>;
  readonly span: Span;
}

export interface Member {
  readonly key: Span;
  readonly value: Tree;
  /** What it was laid over, of an earlier file. */
  readonly over?: Member;
}

export function toJson(tree: Tree): JsonValue {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(toJson);
    case 'map':
      // Not by assignment: a member `__proto__` must stay a member.
      return Object.fromEntries([...tree.members].map(([name, { value }]) => [name, toJson(value)]));
  }
}

/** What a value is called in a message. */
export function kindOf(tree: Tree): string {
  if (tree.kind === 'list') return 'a list';
  if (tree.kind === 'map') return 'a map';
  if (tree.value === null) return 'nothing (null)';
  return { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof tree.value as 'string'] ?? 'a value';
}

/** Exports name all there is, also what is not set up: `null`, `[]` and `{}` declare nothing. */
export function isEmptyTree(tree: Tree): boolean {
  if (tree.kind === 'scalar') return tree.value === null;
  return (tree.kind === 'list' ? tree.items.length : tree.members.size) === 0;
}

export const memberOf = (tree: Tree | undefined, name: string): Tree | undefined =>
  tree?.kind === 'map' ? tree.members.get(name)?.value : undefined;

export const textOf = (tree: Tree | undefined): string | undefined =>
  tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;

/** The nearest thing that stands at a place: the value, or what would have to hold it. */
export function nearestAt(tree: Tree, steps: readonly string[], itemOf: ItemOf = byIndex): Nearest {
  let at: Tree = tree;
  let key: Span | undefined;
  let isItem = false;
  let over: readonly Member[] = [];
  for (const step of steps) {
    const member: Member | undefined = at.kind === 'map' ? at.members.get(step) : undefined;
    const next: Tree | undefined = member?.value ?? (at.kind === 'list' ? itemOf(at.items, step) : undefined);
    if (!next) break;
    key = member?.key ?? key;
    isItem = !member;
    over = member ? below(member) : over;
    at = next;
  }
  return { tree: at, key, isItem, over };
}

const below = ({ over }: Member): readonly Member[] => (over ? [over, ...below(over)] : []);

export interface Nearest {
  readonly tree: Tree;
  /** Where the name of the value stands, or of the nearest thing around it that has one. */
  readonly key: Span | undefined;
  /** Whether the tree is an item of a list, which no name of its own leads to. */
  readonly isItem: boolean;
  /** What it was laid over, the nearest first. */
  readonly over: readonly Member[];
}

type ItemOf = (items: readonly Tree[], step: string) => Tree | undefined;
const byIndex: ItemOf = (items, step) => items[Number(step)];

/** A value that was made up by tenon, placed where the reason for it stands. */
export const planted = (value: Scalar['value'], span: Span): Scalar => ({
  kind: 'scalar',
  value,
  span,
  planted: true,
});

/** Keeps a value that stands in a file itself out of all that is shown of that file. */
export function hide(tree: Tree): void {
  if (tree.kind === 'list') tree.items.forEach(hide);
  else if (tree.kind === 'map') for (const { value } of tree.members.values()) hide(value);
  else if (tree.template === undefined) tree.span.source.secrets.push(tree.span);
}
