import { refusedNotes } from '../model/problem/refused.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { type ExportedResource, resourceOf } from './encode/resource.ts';
import { type TypeView, tenantOf } from './encode/tenant.ts';
import { layOut } from './layout/layout.ts';
import { secretNames } from './layout/secret-names.ts';
import { hiddenNotes, Notes, pinnedNotes, selfNote, sparseNote } from './notes.ts';
import type { Exported, ExportOptions } from './options.ts';
import { scopeNotes } from './scopes.ts';

/**
 * A definition that says what the snapshot says, as briefly as it can be said: planning it against the same snapshot is empty. Pure: the
 * same snapshot gives the same files to the byte, in whatever order the API listed it. No secret is in it.
 */
export function exportDefinition(snapshot: Snapshot, catalogue: readonly ResourceType[], options: ExportOptions): Exported {
  const types = catalogue.filter(({ type }) => snapshot.types[type] && (options.only?.includes(type) ?? true));
  const tenant = tenantOf(snapshot, catalogue, (type) => types.includes(type));
  const notes = new Notes();
  const views = types.flatMap(({ type }) => tenant.types.get(type) ?? []);
  const resources = views.flatMap((view) => resourcesOf(view, (named) => resourceOf(tenant, view, named, options.full, notes)));
  const secrets = secretNames(resources);
  return {
    files: layOut(snapshot, types, resources, secrets, options),
    secrets: secrets.list,
    notes: [
      ...types.flatMap(({ type }) => refusedNotes(type, snapshot.types[type], 'the export')),
      ...sparseNote(types),
      ...selfNote(views),
      ...scopeNotes(
        types.filter(({ type }) => snapshot.types[type]?.status === 'read'),
        options.scopes,
      ),
      ...notes.problems(),
      ...pinnedNotes(resources),
      ...hiddenNotes(secrets.list),
    ],
  };
}

const resourcesOf = (
  view: TypeView,
  make: (named: TypeView['exported'][number]) => ExportedResource | undefined,
): readonly ExportedResource[] => view.exported.flatMap((named) => make(named) ?? []);
