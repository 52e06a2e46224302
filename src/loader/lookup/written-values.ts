import type { Address } from '../../model/address.ts';
import type { SourceMap, SourceRange, SourceValue, UneditableReason } from '../../model/definition/source-value.ts';
import { groupBy } from '../../model/group-by.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';
import { type MapTree, type Tree, toJson } from '../text/definition-tree.ts';
import type { SourceSpan } from '../text/source-file.ts';

/** Finds a resource with the ranges of its values in files. `pinnedId` selects among resources that share an address. */
export type FindWritten = (address: Address, pinnedId?: string) => SourceMap | undefined;

export function createWrittenFinder(parsedResources: readonly ParsedResource[]): FindWritten {
  const byAddress = groupBy(parsedResources, ({ resource }) => resource.address);
  return (address, pinnedId) => {
    const found = byAddress.get(address) ?? [];
    const parsed = found.find(({ resource }) => resource.pinnedId === pinnedId) ?? (found.length === 1 ? found[0] : undefined);
    return parsed && toWrittenMap(parsed.tree);
  };
}

const toSpot = ({ source, start, end }: SourceSpan): SourceRange => ({
  path: source.path,
  name: source.name,
  text: source.text,
  start,
  end,
});

function toWrittenMap(tree: MapTree): SourceMap {
  const all = [...tree.members];
  return {
    ...toWrittenBase(tree),
    kind: 'map',
    members: new Map(
      all
        .filter(([, { value }]) => !isUnwritten(value))
        .map(([name, { key, value }]) => [name, { key: toSpot(key), value: toWritten(value) }]),
    ),
    impliedMembers: new Set(all.filter(([, { value }]) => isUnwritten(value)).map(([name]) => name)),
  };
}

/** Whether no file contains the value. The text of a side file counts as written even if tenon added its path: it can be edited there. */
const isUnwritten = (tree: Tree): boolean => tree.kind === 'scalar' && tree.synthetic === true && tree.side === undefined;

function toWritten(tree: Tree): SourceValue {
  switch (tree.kind) {
    case 'map':
      return toWrittenMap(tree);
    case 'list':
      return { ...toWrittenBase(tree), kind: 'list', items: tree.items.map(toWritten) };
    case 'scalar': {
      const { side } = tree;
      return { ...toWrittenBase(tree), kind: 'scalar', ...(side ? { companionFile: { path: side.path, name: side.name } } : {}) };
    }
  }
}

function toWrittenBase(tree: Tree) {
  const fixed = findFixedReason(tree);
  return { at: toSpot(tree.span), value: toJson(tree), ...(fixed ? { fixed } : {}) };
}

/** Returns why a value cannot be edited in place. `undefined` if it can. */
function findFixedReason(tree: Tree): UneditableReason | undefined {
  const { source, start, end } = tree.span;
  if (tree.aliased || (tree.anchor !== undefined && source.text.includes(`*${tree.anchor}`))) return 'shared';
  const isSide = tree.kind === 'scalar' && tree.side !== undefined && tree.side.marked.replaced.length === 0;
  if (tree.kind === 'scalar' && tree.template !== undefined && !isSide) return 'substitution';
  // A marker can also produce a list or a map.
  return source.marked.replaced.some((marker) => marker.start <= start && end <= marker.end) ? 'substitution' : undefined;
}
