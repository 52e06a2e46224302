import { type DefinitionLayout, getDefinitionLayout, type ResourceType } from '../../resources/resource-type.ts';
import type { ExportPart, MapMember, MapPart } from '../encode/export-part.ts';
import type { ExportedResource } from '../encode/export-resource.ts';

/** Arranges resources in the layout of a definition: a map whose members are the top-level keys. */
export function placeResources(
  types: readonly ResourceType[],
  resources: ReadonlyMap<ResourceType, readonly ExportedResource[]>,
): MapPart {
  const placements = types.flatMap((type) => computePlacements(type, resources.get(type) ?? []));
  return placements.reduce((root, { path, part }) => insertPart(root, path, part), EMPTY);
}

const EMPTY: MapPart = { kind: 'map', members: [] };

interface Placement {
  readonly path: readonly string[];
  readonly part: ExportPart;
}

function computePlacements(type: ResourceType, resources: readonly ExportedResource[]): readonly Placement[] {
  const layout = getDefinitionLayout(type);
  if (layout.form !== 'list') return resources.flatMap((resource) => computePlacement(layout, resource));
  return resources.length === 0
    ? []
    : [{ path: layout.yamlPath, part: { kind: 'list', items: resources.map(({ part }) => part) } }];
}

function computePlacement({ yamlPath: at, form }: DefinitionLayout, { part }: ExportedResource): readonly Placement[] {
  const members = new Map(part.members);
  const path = at.map((step) => (step.startsWith('{') ? getPlainText(members.get(step.slice(1, -1))) : step));
  const pathFields = new Set(at.map((step) => step.slice(1, -1)));
  if (form === 'map' || form === 'list') {
    return [{ path, part: { kind: 'map', members: part.members.filter(([name]) => !pathFields.has(name)) } }];
  }
  const value = members.get(form.field);
  return value ? [{ path, part: value }] : [];
}

const getPlainText = (part: ExportPart | undefined): string => (part?.kind === 'plain' ? String(part.value) : '');

function insertPart(map: MapPart, [name = '', ...deeper]: readonly string[], part: ExportPart): MapPart {
  const known = map.members.find(([other]) => other === name)?.[1];
  const inner = deeper.length === 0 ? mergeParts(known, part) : insertPart(known?.kind === 'map' ? known : EMPTY, deeper, part);
  const member: MapMember = [name, inner];
  const members = known ? map.members.map((other) => (other[0] === name ? member : other)) : [...map.members, member];
  return { kind: 'map', members };
}

/** Merges two types that share a list (`pages`), or a type declared inside of another one with that one's fields (`prompts`). */
function mergeParts(known: ExportPart | undefined, part: ExportPart): ExportPart {
  if (known?.kind === 'list' && part.kind === 'list') return { kind: 'list', items: [...known.items, ...part.items] };
  return known?.kind === 'map' && part.kind === 'map' ? { kind: 'map', members: [...known.members, ...part.members] } : part;
}

/** Whether an empty list can declare that a type has no resources. */
export function isTopLevelList(type: ResourceType): boolean {
  const { form, yamlPath } = getDefinitionLayout(type);
  return type.referenceOnly === undefined && form === 'list' && yamlPath.length === 1;
}
