import type { Address } from '../../model/address.ts';
import type { Origin } from '../../model/explanation.ts';
import { type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { FilePlace } from '../../model/problem/problem.ts';
import { getTemplate } from '../declare/declare-fields.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';
import { toPlaceWithExcerpt } from '../findings.ts';
import { findNearest, type Tree } from '../text/definition-tree.ts';

/** Where a declared value stands; where there is none at that place, what would hold it; of a resource as a whole, where it is named. */
export type Locate = (address: Address, pointer?: Pointer) => FilePlace | undefined;

export function createLocator(parsedResources: readonly ParsedResource[]): Locate {
  const byAddress = indexByAddress(parsedResources);
  return (address, pointer = '') => {
    const read = byAddress.get(address);
    if (!read) return undefined;
    if (pointer === '') return toPlaceWithExcerpt(read.name);
    const { tree, key, isItem } = findNearest(read.tree, parsePointer(pointer), findItemByName);
    return toPlaceWithExcerpt(tree.kind === 'scalar' || isItem ? tree.span : (key ?? read.name));
  };
}

function indexByAddress(parsedResources: readonly ParsedResource[]): ReadonlyMap<Address, ParsedResource> {
  const byAddress = new Map<Address, ParsedResource>();
  for (const read of parsedResources) if (!byAddress.has(read.resource.address)) byAddress.set(read.resource.address, read);
  return byAddress;
}

/** Where a declared value comes from: its place, what it was written as, and what it was laid over. */
export type FindOrigin = (address: Address, pointer: Pointer) => Origin | undefined;

export function createOriginFinder(parsedResources: readonly ParsedResource[]): FindOrigin {
  const byAddress = indexByAddress(parsedResources);
  return (address, pointer) => {
    const read = byAddress.get(address);
    if (!read) return undefined;
    if (pointer === '') return { place: toPlaceWithExcerpt(read.name), over: [] };
    const { tree, key, over } = findNearest(read.tree, parsePointer(pointer), findItemByName);
    const template = getVisibleTemplate(read, pointer, tree);
    return {
      place: toPlaceWithExcerpt(tree.kind === 'scalar' ? tree.span : (key ?? read.name)),
      over: over.map((member) => toPlaceWithExcerpt(member.key)),
      ...(template !== undefined && { template }),
    };
  };
}

/** A list that one marker stands for: each of its items is written as that marker. */
function findListMarker(tree: Tree): Tree | undefined {
  if (tree.kind !== 'list') return undefined;
  const [first, ...others] = tree.items;
  return first?.kind === 'scalar' && first.template !== undefined && others.every(({ span }) => span.start === first.span.start)
    ? first
    : undefined;
}

const SINGLE_REFERENCE = /^(?:\$\{[^}]+\}|##\w+##|["']?@@\w+@@["']?)$/;

/** Beside the name of its source, a secret may stand in parts in the file itself. */
function getVisibleTemplate({ resource }: ParsedResource, pointer: Pointer, tree: Tree): string | undefined {
  const template = getTemplate(findListMarker(tree) ?? tree);
  const isOnPath = (secret: Pointer): boolean =>
    secret === pointer || secret.startsWith(`${pointer}/`) || pointer.startsWith(`${secret}/`);
  const isSafeToShow = template === undefined || !Object.keys(resource.secrets).some(isOnPath) || SINGLE_REFERENCE.test(template);
  return isSafeToShow ? template : undefined;
}

/** A plan names items of sets by their value, and those of keyed lists by the values of their key: `https://api.acme.test/|read:orders`. */
function findItemByName(items: readonly Tree[], step: string): Tree | undefined {
  const parts = step.split('|');
  const hasName = (item: Tree): boolean => {
    if (item.kind !== 'map') return item.kind === 'scalar' && String(item.value) === step;
    const values = [...item.members.values()].flatMap(({ value }) => (value.kind === 'scalar' ? [String(value.value)] : []));
    return values.includes(step) || parts.every((part) => values.includes(part));
  };
  return items[Number(step)] ?? items.find(hasName);
}
