import { collectRefusalWarnings } from '../model/problem/refused-reads.ts';
import { getLiveResources, type Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { type ExportedResource, exportResource } from './encode/export-resource.ts';
import { buildKeyedTenant, type TypeView } from './encode/keyed-tenant.ts';
import { ExportNotes, noteHiddenSecrets, noteOwnClient, notePinnedResources, noteUnreadTypes } from './export-notes.ts';
import type { Exported, ExportOptions } from './export-options.ts';
import { buildExportFiles } from './layout/export-files.ts';
import { assignSecretNames } from './layout/secret-names.ts';
import { noteMissingScopes } from './scope-notes.ts';

/**
 * Builds the shortest definition of a snapshot: a plan of it against the same snapshot is empty. Pure: the same snapshot yields identical
 * files, regardless of the order in which the API listed resources. The files contain no secrets.
 */
export function exportDefinition(snapshot: Snapshot, catalogue: Catalogue, options: ExportOptions): Exported {
  const types = catalogue.all.filter(({ type }) => snapshot.types[type] && (options.only?.includes(type) ?? true));
  const tenant = buildKeyedTenant(snapshot, catalogue, (type) => types.includes(type), options.referenceOnly);
  const notes = new ExportNotes();
  const views = types.flatMap(({ type }) => tenant.types.get(type) ?? []);
  const resources = views.flatMap((view) =>
    exportResources(view, (named) => exportResource(tenant, view, named, options.full, notes)),
  );
  const secrets = assignSecretNames(resources);
  return {
    files: buildExportFiles(snapshot, types, resources, secrets, options),
    secrets: secrets.list,
    notes: [
      ...types.flatMap(({ type }) => collectRefusalWarnings(type, snapshot.types[type], 'the export')),
      ...noteUnreadTypes(types.filter(({ type }) => getLiveResources(snapshot, type).length === 0)),
      ...noteOwnClient(views),
      ...noteMissingScopes(
        types.filter(({ type }) => snapshot.types[type]?.status === 'read'),
        options.scopes,
      ),
      ...notes.listProblems(),
      ...notePinnedResources(resources),
      ...noteHiddenSecrets(secrets.list),
    ],
  };
}

const exportResources = (
  view: TypeView,
  exportOne: (named: TypeView['exported'][number]) => ExportedResource | undefined,
): readonly ExportedResource[] => view.exported.flatMap((named) => exportOne(named) ?? []);
