import type { JsonValue } from '../../model/json/json-value.ts';
import type { SourceFile, SourceSpan } from './source-file.ts';

/** A value of a definition with its place in a file. Anchors, merge keys, markers and substitutions are already resolved. */
export type Tree = ScalarTree | ListTree | MapTree;

/** Whether a value is shared by several places of a file. Such a value cannot be edited in one place alone. */
interface Sharing {
  /** Whether an alias or a merge key inserted it. */
  readonly aliased?: boolean;
  /** Its own anchor, to which aliases may refer. */
  readonly anchor?: string;
}

export interface ScalarTree extends Sharing {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
  readonly span: SourceSpan;
  /** The text before substitution, if there was any: `Bearer ${secret:TOKEN}`. */
  readonly template?: string;
  /** Whether the value contains the result of a `${secret:…}`. */
  readonly secret?: boolean;
  /** The file whose whole text is this value. */
  readonly side?: SourceFile;
  /** Whether the null comes from an empty value, not from a written `null` or `~`. */
  readonly bare?: true;
  /** Whether tenon added the value: no file contains it. */
  readonly synthetic?: true;
}

/** Longer than any name that the API accepts, yet short enough for a report. In UTF-16 code units. */
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
  /** The place of the member's name. */
  readonly key: SourceSpan;
  readonly value: Tree;
  /** The member of an earlier file that this one overrides. */
  readonly over?: TreeMember;
}

/** Converts a tree to plain JSON, without places. */
export function toJson(tree: Tree): JsonValue {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(toJson);
    case 'map':
      // `fromEntries` keeps a member `__proto__`; assigning it would set the prototype.
      return Object.fromEntries([...tree.members].map(([name, { value }]) => [name, toJson(value)]));
  }
}

/** Converts a tree to JSON without what is inside of lists and maps: enough to know its type. */
export const toOuterJson = (tree: Tree): JsonValue => (tree.kind === 'scalar' ? tree.value : tree.kind === 'list' ? [] : {});

/** Describes the kind of a value for messages. */
export function describeKind(tree: Tree): string {
  if (tree.kind === 'list') return 'a list';
  if (tree.kind === 'map') return 'a map';
  if (tree.value === null) return 'null';
  return { string: 'a string', number: 'a number', boolean: 'a boolean' }[typeof tree.value as 'string'] ?? 'a value';
}

/** Whether a value is `null`, `[]` or `{}`. Exports write these for everything that is not set up, so they declare nothing. */
export function isEmptyTree(tree: Tree): boolean {
  if (tree.kind === 'scalar') return tree.value === null;
  return (tree.kind === 'list' ? tree.items.length : tree.members.size) === 0;
}

export const getMember = (tree: Tree | undefined, name: string): Tree | undefined =>
  tree?.kind === 'map' ? tree.members.get(name)?.value : undefined;

export const getText = (tree: Tree | undefined): string | undefined =>
  tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;

/** Finds the value at a place, or its nearest existing ancestor. */
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
  /** The place of the value's name, or of its nearest ancestor that has a name. */
  readonly key: SourceSpan | undefined;
  /** Whether the tree is an item of a list, so that `key` names the list. */
  readonly isItem: boolean;
  /** The overridden members of earlier files, latest first. */
  readonly over: readonly TreeMember[];
}

type FindItem = (items: readonly Tree[], step: string) => Tree | undefined;
const findItemByIndex: FindItem = (items, step) => items[Number(step)];

/** Creates a value that no file contains, placed at its cause. */
export const createSyntheticScalar = (value: ScalarTree['value'], span: SourceSpan): ScalarTree => ({
  kind: 'scalar',
  value,
  span,
  synthetic: true,
});

/** Hides the plaintext parts of a value from excerpts of its file. A template is not hidden: it shows only the name of its source. */
export function hideFromExcerpts(tree: Tree): void {
  if (tree.kind === 'list') tree.items.forEach(hideFromExcerpts);
  else if (tree.kind === 'map') for (const { value } of tree.members.values()) hideFromExcerpts(value);
  else if (tree.template === undefined) tree.span.source.secrets.push(tree.span);
}
