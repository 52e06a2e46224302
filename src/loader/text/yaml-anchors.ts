import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { findNearestName } from '../../model/problem/nearest-name.ts';
import type { Tree } from './definition-tree.ts';

/** How many values aliases may add, beside ten times what is written. A handful of lines can otherwise stand for billions. */
const MAX_ALIASED = 20_000;

/** What the anchors of a file stand for, and how much their aliases have added. `undefined`: being read just now. */
export interface Anchors {
  readonly trees: Map<string, Tree | undefined>;
  readonly sizes: Map<Tree, Size>;
  written: number;
  aliased: number;
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
  /** Said once for a file: every alias after it would only say it again. */
  readonly repeated?: boolean;
}

export const createAnchors = (): Anchors => ({ trees: new Map(), sizes: new Map(), written: 0, aliased: 0, exhausted: false });

export function beginAnchor(anchors: Anchors, name: string | undefined): void {
  anchors.written += 1;
  if (name !== undefined) anchors.trees.set(name, undefined);
}

export function endAnchor(anchors: Anchors, name: string | undefined, tree: Tree): Tree {
  if (name !== undefined) anchors.trees.set(name, tree);
  return tree;
}

/** The tree itself, shared by all of its aliases. */
export function followAlias(anchors: Anchors, name: string, deepest: number): Outcome<Tree, AliasError> {
  const tree = anchors.trees.get(name);
  if (!anchors.trees.has(name)) return failWith(createUnknownAnchorError(anchors, name));
  if (!tree) return failWith({ code: 'yaml-unsupported', message: 'The alias stands inside of what it names' });
  const size = measureTree(anchors, tree);
  anchors.aliased += size.values;
  if (size.depth <= deepest && anchors.aliased <= MAX_ALIASED + 10 * anchors.written) return succeed(tree);
  const repeated = anchors.exhausted;
  anchors.exhausted = true;
  const hint = 'Write the values out, or use fewer aliases inside of each other.';
  return failWith({ code: 'yaml-too-many-aliases', message: 'With this alias the file grows beyond measure', hint, repeated });
}

function createUnknownAnchorError(anchors: Anchors, name: string): AliasError {
  const near = findNearestName(name, anchors.trees.keys());
  const hint = near ? `Did you mean *${near}?` : 'An anchor stands before its aliases.';
  return { code: 'yaml-syntax', message: 'There is no anchor of this name above', hint };
}

/** How large a tree is with its aliases written out; each shared part is measured once to know it. */
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
