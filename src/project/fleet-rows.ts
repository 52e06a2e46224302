import { getText, type Tree } from '../loader/text/definition-tree.ts';
import type { FleetRow } from './fleet-row.ts';
import { readMapRows } from './map-rows.ts';
import { type ProjectFolder, readProjectSource, resolveProjectPath } from './project-folder.ts';

/** Reads the list of tenants that `fleet.for` names. Errors are added to the findings of the folder. */
export async function readFleetRows(folder: ProjectFolder, list: Tree): Promise<readonly FleetRow[]> {
  const name = getText(list) ?? '';
  if (resolveProjectPath(folder, list.span, name) === undefined) return [];
  if (!name.endsWith('.csv')) return readMapRows(folder, name, list.span);
  const source = readProjectSource(folder, name, list.span);
  if (!source) return [];
  const { readCsvRows } = await import('./csv-rows.ts');
  return readCsvRows(folder, source);
}
