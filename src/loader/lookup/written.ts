import type { Address } from '../../model/address.ts';
import type { Fixed, Spot, Written, WrittenMap } from '../../model/definition/written.ts';
import { groupBy } from '../../model/group.ts';
import type { Read } from '../declare/declare-resource.ts';
import type { Span } from '../text/source.ts';
import { type Mapping, type Tree, toJson } from '../text/tree.ts';

/** A resource as its files have it. Of several at one address the one of that `$id`. */
export type WrittenAs = (address: Address, pinnedId?: string) => WrittenMap | undefined;

export function writtenAs(reads: readonly Read[]): WrittenAs {
  const byAddress = groupBy(reads, ({ resource }) => resource.address);
  return (address, pinnedId) => {
    const found = byAddress.get(address) ?? [];
    const read = found.find(({ resource }) => resource.pinnedId === pinnedId) ?? (found.length === 1 ? found[0] : undefined);
    return read && writtenMap(read.tree);
  };
}

const spotOf = ({ source, start, end }: Span): Spot => ({ path: source.path, name: source.name, text: source.text, start, end });

function writtenMap(tree: Mapping): WrittenMap {
  const all = [...tree.members];
  return {
    ...placeOf(tree),
    kind: 'map',
    members: new Map(
      all
        .filter(([, { value }]) => !isUnwritten(value))
        .map(([name, { key, value }]) => [name, { key: spotOf(key), value: written(value) }]),
    ),
    unwritten: new Set(all.filter(([, { value }]) => isUnwritten(value)).map(([name]) => name)),
  };
}

/** A text that a file beside the definition holds can be changed there, whoever named that file. */
const isUnwritten = (tree: Tree): boolean => tree.kind === 'scalar' && tree.planted === true && tree.side === undefined;

function written(tree: Tree): Written {
  switch (tree.kind) {
    case 'map':
      return writtenMap(tree);
    case 'list':
      return { ...placeOf(tree), kind: 'list', items: tree.items.map(written) };
    case 'scalar': {
      const { side } = tree;
      return { ...placeOf(tree), kind: 'scalar', ...(side ? { side: { path: side.path, name: side.name } } : {}) };
    }
  }
}

function placeOf(tree: Tree) {
  const fixed = fixedBy(tree);
  return { at: spotOf(tree.span), value: toJson(tree), ...(fixed ? { fixed } : {}) };
}

function fixedBy(tree: Tree): Fixed | undefined {
  const { source, start, end } = tree.span;
  if (tree.aliased || (tree.anchor !== undefined && source.text.includes(`*${tree.anchor}`))) return 'shared';
  const isSide = tree.kind === 'scalar' && tree.side !== undefined && tree.side.marked.replaced.length === 0;
  if (tree.kind === 'scalar' && tree.template !== undefined && !isSide) return 'substitution';
  // A marker can stand for a list or a map as well.
  return source.marked.replaced.some((marker) => marker.start <= start && end <= marker.end) ? 'substitution' : undefined;
}
