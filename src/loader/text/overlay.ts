import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { MapTree, Tree } from './definition-tree.ts';

/** Overrides a resource with a later file's declaration: maps are merged member by member, any other value is replaced. */
export function applyOverlay(below: MapTree, above: MapTree): MapTree {
  const members = new Map(below.members);
  for (const [name, { key, value }] of above.members) {
    const old = below.members.get(name);
    members.set(name, { key, value: old ? applyTreeOverlay(old.value, value) : value, ...omitUndefined({ over: old }) });
  }
  return { ...below, members };
}

const applyTreeOverlay = (below: Tree, above: Tree): Tree =>
  below.kind === 'map' && above.kind === 'map' ? applyOverlay(below, above) : above;
