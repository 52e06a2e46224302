import type { Address } from '../../model/address.ts';
import type { Origin } from '../../model/explanation.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { FilePlace } from '../../model/problem/problem.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';
import { getTemplate } from '../declare/value-template.ts';
import { toPlaceWithExcerpt } from '../findings.ts';
import { findNearest, type Tree } from '../text/definition-tree.ts';

/** Finds the place of a declared value, or of its nearest declared ancestor. Without a pointer: the place of the resource's name. */
export type Locate = (address: Address, pointer?: Pointer) => FilePlace | undefined;

export function createLocator(parsedResources: readonly ParsedResource[]): Locate {
  const byAddress = indexByAddress(parsedResources);
  return (address, pointer = '') => {
    const parsed = byAddress.get(address);
    if (!parsed) return undefined;
    if (pointer === '') return toPlaceWithExcerpt(parsed.name);
    const { tree, key, isItem } = findNearest(parsed.tree, parsePointer(pointer), findItemByName);
    return toPlaceWithExcerpt(tree.kind === 'scalar' || isItem ? tree.span : (key ?? parsed.name));
  };
}

function indexByAddress(parsedResources: readonly ParsedResource[]): ReadonlyMap<Address, ParsedResource> {
  const byAddress = new Map<Address, ParsedResource>();
  for (const parsed of parsedResources)
    if (!byAddress.has(parsed.resource.address)) byAddress.set(parsed.resource.address, parsed);
  return byAddress;
}

/** Finds where a declared value comes from: its place, its template, and the earlier declarations that it overrides. */
export type FindOrigin = (address: Address, pointer: Pointer) => Origin | undefined;

export function createOriginFinder(parsedResources: readonly ParsedResource[]): FindOrigin {
  const byAddress = indexByAddress(parsedResources);
  return (address, pointer) => {
    const parsed = byAddress.get(address);
    if (!parsed) return undefined;
    if (pointer === '') return { place: toPlaceWithExcerpt(parsed.name), over: [] };
    const { tree, key, over } = findNearest(parsed.tree, parsePointer(pointer), findItemByName);
    const template = getVisibleTemplate(parsed, pointer, tree);
    return {
      place: toPlaceWithExcerpt(tree.kind === 'scalar' ? tree.span : (key ?? parsed.name)),
      over: over.map((member) => toPlaceWithExcerpt(member.key)),
      ...omitUndefined({ template }),
    };
  };
}

/** Returns the first item of a list that one marker was replaced by. All items of such a list have the marker's place and template. */
function findListMarker(tree: Tree): Tree | undefined {
  if (tree.kind !== 'list') return undefined;
  const [first, ...others] = tree.items;
  return first?.kind === 'scalar' && first.template !== undefined && others.every(({ span }) => span.start === first.span.start)
    ? first
    : undefined;
}

const SINGLE_REFERENCE = /^(?:\$\{[^}]+\}|##\w+##|["']?@@\w+@@["']?)$/;

/** Returns the template of a value. Omitted for a secret that is only partly a reference: the rest of its template is plaintext. */
function getVisibleTemplate({ resource }: ParsedResource, pointer: Pointer, tree: Tree): string | undefined {
  const template = getTemplate(findListMarker(tree) ?? tree);
  const isOnPath = (secret: Pointer): boolean =>
    secret === pointer || secret.startsWith(`${pointer}/`) || pointer.startsWith(`${secret}/`);
  const isSafeToShow = template === undefined || !Object.keys(resource.secrets).some(isOnPath) || SINGLE_REFERENCE.test(template);
  return isSafeToShow ? template : undefined;
}

/** Finds a list item by index or by the name that plans use: its value, or the values of its key fields (`https://api.acme.test/|read:orders`). */
function findItemByName(items: readonly Tree[], step: string): Tree | undefined {
  const parts = step.split('|');
  const hasName = (item: Tree): boolean => {
    if (item.kind !== 'map') return item.kind === 'scalar' && String(item.value) === step;
    const values = [...item.members.values()].flatMap(({ value }) => (value.kind === 'scalar' ? [String(value.value)] : []));
    return values.includes(step) || parts.every((part) => values.includes(part));
  };
  return items[Number(step)] ?? items.find(hasName);
}
