import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { findNearestName } from '../../model/problem/nearest-name.ts';
import type { Tree } from './definition-tree.ts';

/** Number of values that aliases may add, on top of ten times the values written. Without a limit, a few lines can expand to billions. */
const MAX_ALIASED = 20_000;

/** The anchors of a file, and how much their aliases have added. */
export interface Anchors {
  /** `undefined` while the anchor's own value is being read. */
  readonly trees: Map<string, Tree | undefined>;
  readonly sizes: Map<Tree, Size>;
  /** Values written in the file. */
  written: number;
  /** Values added by aliases. */
  aliased: number;
  /** Whether the limit was exceeded before. */
  exhausted: boolean;
}

interface Size {
  readonly values: number;
  readonly depth: number;
}

export interface AliasError {
  readonly code: 'yaml-syntax' | 'yaml-unsupported' | 'yaml-too-many-aliases';
  readonly message: string;
  readonly hint?: string;
  /** Whether the file already has this error: it is reported once. */
  readonly repeated?: boolean;
}

export const createAnchors = (): Anchors => ({ trees: new Map(), sizes: new Map(), written: 0, aliased: 0, exhausted: false });

/** Counts a value, and opens its anchor. */
export function beginAnchor(anchors: Anchors, name: string | undefined): void {
  anchors.written += 1;
  if (name !== undefined) anchors.trees.set(name, undefined);
}

/** Closes an anchor: from now on aliases may refer to it. */
export function endAnchor(anchors: Anchors, name: string | undefined, tree: Tree): Tree {
  if (name !== undefined) anchors.trees.set(name, tree);
  return tree;
}

/**
 * Returns the tree of an alias. All aliases of an anchor share one tree.
 * @param maxDepth levels of nesting left at the alias
 */
export function followAlias(anchors: Anchors, name: string, maxDepth: number): Outcome<Tree, AliasError> {
  const tree = anchors.trees.get(name);
  if (!anchors.trees.has(name)) return failWith(createUnknownAnchorError(anchors, name));
  if (!tree) return failWith({ code: 'yaml-unsupported', message: 'The alias is inside the value it refers to' });
  const size = measureTree(anchors, tree);
  anchors.aliased += size.values;
  if (size.depth <= maxDepth && anchors.aliased <= MAX_ALIASED + 10 * anchors.written) return succeed(tree);
  const repeated = anchors.exhausted;
  anchors.exhausted = true;
  const hint = 'Write the values out, or nest fewer aliases.';
  return failWith({
    code: 'yaml-too-many-aliases',
    message: 'Aliases expand this file to too many values or levels',
    hint,
    repeated,
  });
}

function createUnknownAnchorError(anchors: Anchors, name: string): AliasError {
  const near = findNearestName(name, anchors.trees.keys());
  const hint = near ? `Did you mean *${near}?` : 'Define an anchor before its aliases.';
  return { code: 'yaml-syntax', message: 'No anchor of this name is defined above', hint };
}

/** Measures a tree with its aliases expanded. Each shared part is measured only once. */
function measureTree(anchors: Anchors, tree: Tree): Size {
  const known = anchors.sizes.get(tree);
  if (known) return known;
  const parts =
    tree.kind === 'list' ? tree.items : tree.kind === 'map' ? [...tree.members.values()].map(({ value }) => value) : [];
  const size = parts.reduce<Size>((sum, part) => addSize(sum, measureTree(anchors, part)), { values: 1, depth: 1 });
  anchors.sizes.set(tree, size);
  return size;
}

const addSize = (whole: Size, part: Size): Size => ({
  values: whole.values + part.values,
  depth: Math.max(whole.depth, part.depth + 1),
});
