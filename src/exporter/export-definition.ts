import { collectRefusalWarnings } from '../model/problem/refused-reads.ts';
import { getLiveResources, type Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { exportResource } from './encode/export-resource.ts';
import { buildKeyedTenant } from './encode/keyed-tenant.ts';
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
  const omitted: string[] = [];
  const resources = views.flatMap((view) =>
    view.exported.flatMap((named) => {
      const exported = exportResource(tenant, view, named, options.full, notes);
      // Settings at fixed paths are left out where there is nothing to say.
      if (!exported && view.type.kind === 'collection') omitted.push(`${view.type.type} ${named.live.id}`);
      return exported ?? [];
    }),
  );
  const secrets = assignSecretNames(resources);
  return {
    files: buildExportFiles(snapshot, types, resources, secrets, options),
    secrets: secrets.list,
    omitted,
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
