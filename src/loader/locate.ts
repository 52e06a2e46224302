import type { Address } from '../model/address.ts';
import { type Pointer, stepsOf } from '../model/pointer.ts';
import type { FilePlace } from '../model/problem.ts';
import { placeOf } from './findings.ts';
import type { Read } from './resource.ts';
import { nearestAt, type Tree } from './tree.ts';

/** Where a declared value stands; where there is none at that place, what would hold it; of a resource as a whole, where it is named. */
export type Locate = (address: Address, pointer?: Pointer) => FilePlace | undefined;

export function locator(reads: readonly Read[]): Locate {
  const byAddress = new Map<Address, Read>();
  for (const read of reads) if (!byAddress.has(read.resource.address)) byAddress.set(read.resource.address, read);
  return (address, pointer = '') => {
    const read = byAddress.get(address);
    if (!read) return undefined;
    if (pointer === '') return placeOf(read.name);
    const { tree, key, isItem } = nearestAt(read.tree, stepsOf(pointer), itemNamed);
    return placeOf(tree.kind === 'scalar' || isItem ? tree.span : (key ?? read.name));
  };
}

/** A plan names items of sets by their value, and those of keyed lists by the values of their key: `https://api.acme.test/|read:orders`. */
function itemNamed(items: readonly Tree[], step: string): Tree | undefined {
  const parts = step.split('|');
  const isNamed = (item: Tree): boolean => {
    if (item.kind !== 'map') return item.kind === 'scalar' && String(item.value) === step;
    const values = [...item.members.values()].flatMap(({ value }) => (value.kind === 'scalar' ? [String(value.value)] : []));
    return values.includes(step) || parts.every((part) => values.includes(part));
  };
  return items[Number(step)] ?? items.find(isNamed);
}
