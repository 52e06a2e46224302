import type { Address } from '../../model/address.ts';
import type { Origin } from '../../model/explanation.ts';
import { type Pointer, stepsOf } from '../../model/json/pointer.ts';
import type { FilePlace } from '../../model/problem/problem.ts';
import { templateOf } from '../declare/declare-fields.ts';
import type { Read } from '../declare/declare-resource.ts';
import { placeOf } from '../findings.ts';
import { nearestAt, type Tree } from '../text/tree.ts';

/** Where a declared value stands; where there is none at that place, what would hold it; of a resource as a whole, where it is named. */
export type Locate = (address: Address, pointer?: Pointer) => FilePlace | undefined;

export function locator(reads: readonly Read[]): Locate {
  const byAddress = firstByAddress(reads);
  return (address, pointer = '') => {
    const read = byAddress.get(address);
    if (!read) return undefined;
    if (pointer === '') return placeOf(read.name);
    const { tree, key, isItem } = nearestAt(read.tree, stepsOf(pointer), itemNamed);
    return placeOf(tree.kind === 'scalar' || isItem ? tree.span : (key ?? read.name));
  };
}

function firstByAddress(reads: readonly Read[]): ReadonlyMap<Address, Read> {
  const byAddress = new Map<Address, Read>();
  for (const read of reads) if (!byAddress.has(read.resource.address)) byAddress.set(read.resource.address, read);
  return byAddress;
}

/** Where a declared value comes from: its place, what it was written as, and what it was laid over. */
export type OriginOf = (address: Address, pointer: Pointer) => Origin | undefined;

export function originFinder(reads: readonly Read[]): OriginOf {
  const byAddress = firstByAddress(reads);
  return (address, pointer) => {
    const read = byAddress.get(address);
    if (!read) return undefined;
    if (pointer === '') return { place: placeOf(read.name), over: [] };
    const { tree, key, over } = nearestAt(read.tree, stepsOf(pointer), itemNamed);
    const template = shownTemplate(read, pointer, tree);
    return {
      place: placeOf(tree.kind === 'scalar' ? tree.span : (key ?? read.name)),
      over: over.map((member) => placeOf(member.key)),
      ...(template !== undefined && { template }),
    };
  };
}

/** A list that one marker stands for: each of its items is written as that marker. */
function wholeMarker(tree: Tree): Tree | undefined {
  if (tree.kind !== 'list') return undefined;
  const [first, ...others] = tree.items;
  return first?.kind === 'scalar' && first.template !== undefined && others.every(({ span }) => span.start === first.span.start)
    ? first
    : undefined;
}

const SOURCE_ALONE = /^(?:\$\{[^}]+\}|##\w+##|["']?@@\w+@@["']?)$/;

/** Beside the name of its source, a secret may stand in parts in the file itself. */
function shownTemplate({ resource }: Read, pointer: Pointer, tree: Tree): string | undefined {
  const template = templateOf(wholeMarker(tree) ?? tree);
  const touches = (secret: Pointer): boolean =>
    secret === pointer || secret.startsWith(`${pointer}/`) || pointer.startsWith(`${secret}/`);
  const isOpen = template === undefined || !Object.keys(resource.secrets).some(touches) || SOURCE_ALONE.test(template);
  return isOpen ? template : undefined;
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
