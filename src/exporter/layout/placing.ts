import { type Layout, layoutOf, type ResourceType } from '../../resources/define.ts';
import type { MapPart, Member, Part } from '../encode/part.ts';
import type { ExportedResource } from '../encode/resource.ts';

/** Resources where a definition has them: a map from names at the top of a file. */
export function placed(
  types: readonly ResourceType[],
  resources: ReadonlyMap<ResourceType, readonly ExportedResource[]>,
): MapPart {
  const placements = types.flatMap((type) => placementsOf(type, resources.get(type) ?? []));
  return placements.reduce((root, { path, part }) => inserted(root, path, part), EMPTY);
}

const EMPTY: MapPart = { kind: 'map', members: [] };

interface Placement {
  readonly path: readonly string[];
  readonly part: Part;
}

function placementsOf(type: ResourceType, resources: readonly ExportedResource[]): readonly Placement[] {
  const layout = layoutOf(type);
  if (layout.form !== 'list') return resources.flatMap((resource) => placementOf(layout, resource));
  return resources.length === 0 ? [] : [{ path: layout.at, part: { kind: 'list', items: resources.map(({ part }) => part) } }];
}

function placementOf({ at, form }: Layout, { part }: ExportedResource): readonly Placement[] {
  const members = new Map(part.members);
  const path = at.map((step) => (step.startsWith('{') ? textOf(members.get(step.slice(1, -1))) : step));
  const said = new Set(at.map((step) => step.slice(1, -1)));
  if (form === 'map' || form === 'list') {
    return [{ path, part: { kind: 'map', members: part.members.filter(([name]) => !said.has(name)) } }];
  }
  const value = members.get(form.field);
  return value ? [{ path, part: value }] : [];
}

const textOf = (part: Part | undefined): string => (part?.kind === 'plain' ? String(part.value) : '');

function inserted(map: MapPart, [name = '', ...rest]: readonly string[], part: Part): MapPart {
  const known = map.members.find(([other]) => other === name)?.[1];
  const inner = rest.length === 0 ? together(known, part) : inserted(known?.kind === 'map' ? known : EMPTY, rest, part);
  const member: Member = [name, inner];
  const members = known ? map.members.map((other) => (other[0] === name ? member : other)) : [...map.members, member];
  return { kind: 'map', members };
}

/** Several types may share a list, and what is inside of another resource stands beside its fields. */
function together(known: Part | undefined, part: Part): Part {
  if (known?.kind === 'list' && part.kind === 'list') return { kind: 'list', items: [...known.items, ...part.items] };
  return known?.kind === 'map' && part.kind === 'map' ? { kind: 'map', members: [...known.members, ...part.members] } : part;
}

/** Whether a type without resources can be told as an empty list. */
export const isTopList = (type: ResourceType): boolean => layoutOf(type).form === 'list' && layoutOf(type).at.length === 1;
