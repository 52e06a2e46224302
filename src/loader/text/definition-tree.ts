import type { JsonValue } from '../../model/json/json-value.ts';
import type { SourceFile, SourceSpan } from './source-file.ts';

/** A value of a definition that knows where it stands. Anchors, merge keys, markers and substitutions are already followed. */
export type Tree = ScalarTree | ListTree | MapTree;

/** How other places share a value: an alias or a merge brought it here, or its anchor may take it elsewhere. */
interface Sharing {
  readonly aliased?: boolean;
  readonly anchor?: string;
}

export interface ScalarTree extends Sharing {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
  readonly span: SourceSpan;
  /** The text as written, where the value was put together from elsewhere: `Bearer ${secret:TOKEN}`. */
  readonly template?: string;
  /** Whether a `${secret:…}` went into it. */
  readonly secret?: boolean;
  /** The file whose whole text is the value. */
  readonly side?: SourceFile;
  /** Whether nothing at all is written: not even `null` or `~`. */
  readonly bare?: true;
  /** Made up by tenon: no file holds it. */
  readonly synthetic?: true;
}

/** Longer than any name that the API takes, and short enough for a report. */
export const MAX_NAME_LENGTH = 2_000;

export interface ListTree extends Sharing {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly span: SourceSpan;
}

export interface MapTree extends Sharing {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, TreeMember>;
  readonly span: SourceSpan;
}

export interface TreeMember {
  readonly key: SourceSpan;
  readonly value: Tree;
  /** What it was laid over, of an earlier file. */
  readonly over?: TreeMember;
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
export function describeKind(tree: Tree): string {
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

export const getMember = (tree: Tree | undefined, name: string): Tree | undefined =>
  tree?.kind === 'map' ? tree.members.get(name)?.value : undefined;

export const getText = (tree: Tree | undefined): string | undefined =>
  tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;

/** The nearest thing that stands at a place: the value, or what would have to hold it. */
export function findNearest(tree: Tree, steps: readonly string[], findItem: FindItem = findItemByIndex): NearestTree {
  let at: Tree = tree;
  let key: SourceSpan | undefined;
  let isItem = false;
  let over: readonly TreeMember[] = [];
  for (const step of steps) {
    const member: TreeMember | undefined = at.kind === 'map' ? at.members.get(step) : undefined;
    const next: Tree | undefined = member?.value ?? (at.kind === 'list' ? findItem(at.items, step) : undefined);
    if (!next) break;
    key = member?.key ?? key;
    isItem = !member;
    over = member ? listOverridden(member) : over;
    at = next;
  }
  return { tree: at, key, isItem, over };
}

const listOverridden = ({ over }: TreeMember): readonly TreeMember[] => (over ? [over, ...listOverridden(over)] : []);

export interface NearestTree {
  readonly tree: Tree;
  /** Where the name of the value stands, or of the nearest thing around it that has one. */
  readonly key: SourceSpan | undefined;
  /** Whether the tree is an item of a list, which no name of its own leads to. */
  readonly isItem: boolean;
  /** What it was laid over, the nearest first. */
  readonly over: readonly TreeMember[];
}

type FindItem = (items: readonly Tree[], step: string) => Tree | undefined;
const findItemByIndex: FindItem = (items, step) => items[Number(step)];

/** A value that was made up by tenon, placed where the reason for it stands. */
export const createSyntheticScalar = (value: ScalarTree['value'], span: SourceSpan): ScalarTree => ({
  kind: 'scalar',
  value,
  span,
  synthetic: true,
});

/** Keeps a value that stands in a file itself out of all that is shown of that file. */
export function hideFromExcerpts(tree: Tree): void {
  if (tree.kind === 'list') tree.items.forEach(hideFromExcerpts);
  else if (tree.kind === 'map') for (const { value } of tree.members.values()) hideFromExcerpts(value);
  else if (tree.template === undefined) tree.span.source.secrets.push(tree.span);
}
