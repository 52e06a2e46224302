import type { Mapping, Tree } from './tree.ts';

/** What a later file says of a resource, laid over what earlier ones say: maps member by member, everything else as a whole. */
export function overlaid(below: Mapping, above: Mapping): Mapping {
  const members = new Map(below.members);
  for (const [name, { key, value }] of above.members) {
    const old = below.members.get(name);
    members.set(name, { key, value: old ? laid(old.value, value) : value, ...(old && { over: old }) });
  }
  return { ...below, members };
}

const laid = (below: Tree, above: Tree): Tree => (below.kind === 'map' && above.kind === 'map' ? overlaid(below, above) : above);
