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
    const { tree, key } = nearestAt(read.tree, stepsOf(pointer), itemNamed);
    return placeOf(tree.kind === 'scalar' ? tree.span : (key ?? read.name));
  };
}

/** A plan names items of sets by their value. */
function itemNamed(items: readonly Tree[], step: string): Tree | undefined {
  return items[Number(step)] ?? items.find((item) => item.kind === 'scalar' && String(item.value) === step);
}
