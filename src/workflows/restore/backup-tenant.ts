import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { collectHiddenFieldWarnings, collectRefusalWarnings, isMissingScopes } from '../../model/problem/refused-reads.ts';
import type { LiveType, Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { writeSnapshotFile } from '../definition/snapshot-file.ts';
import { getCatalogue, type WorkflowPorts } from '../ports.ts';
import { openTenant, type TenantOptions } from '../tenant/open-tenant.ts';
import { readWholeTenant } from '../tenant/read-whole-tenant.ts';

export interface BackupInput {
  readonly tenant: TenantOptions;
  /** Undefined: a new file in `.tenon/backups`. */
  readonly out?: string;
}

export interface Backup {
  readonly file: string;
  readonly snapshot: Snapshot;
  /** Types that are not saved, because reading them all would take too many requests. */
  readonly skippedTypes: readonly string[];
  /** Reads that the tenant refused, and fields that it hides. */
  readonly warnings: readonly Problem[];
  /** Whether something is missing because the token lacks scopes. */
  readonly isIncomplete: boolean;
}

/** Saves everything that tenon manages and can read in a tenant, without secrets. Never writes to the tenant. */
export async function backupTenant(input: BackupInput, ports: WorkflowPorts): Promise<Outcome<Backup, readonly Problem[]>> {
  const tenant = await openTenant(input.tenant, ports);
  const read = tenant.ok ? await readWholeTenant(tenant.value, ports) : tenant;
  if (tenant.ok) await tenant.value.close();
  if (!read.ok) return read;
  const catalogue = await getCatalogue(ports);
  const snapshot = await maskSnapshot(read.value, catalogue);
  const file = input.out ?? makeDefaultPath(snapshot.tenant, ports.runId);
  const unwritten = writeSnapshotFile(file, snapshot);
  if (unwritten) return failWith([unwritten]);
  const warnings = Object.entries(snapshot.types).flatMap(([type, live]) => [
    ...collectRefusalWarnings(type, live, 'the backup'),
    ...collectHiddenFieldWarnings(type, live, 'the backup'),
  ]);
  const skippedTypes = catalogue.all.filter(isSparse).map(({ type }) => type);
  return succeed({ file, snapshot, skippedTypes, warnings, isIncomplete: isMissingScopes(snapshot) });
}

/** Creates `.tenon/backups` and returns a path in it, named after the tenant and the time of the run. */
function makeDefaultPath(tenant: string, runId: string): string {
  const file = join('.tenon', 'backups', `${tenant.replaceAll(/[^\w.-]/g, '_')}-${runId.split('-')[1]}.json`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return file;
}

async function maskSnapshot(snapshot: Snapshot, catalogue: Catalogue): Promise<Snapshot> {
  const { maskLiveResource } = await import('../../resources/visibility/mask-live-resource.ts');
  const types = catalogue.all.flatMap((type): [string, LiveType][] => {
    const live = snapshot.types[type.type];
    // Sparse types were not read. An entry for one would claim that the tenant has none.
    if (!live || isSparse(type)) return [];
    if (live.status === 'unavailable') return [[type.type, live]];
    return [[type.type, { ...live, resources: live.resources.map((resource) => maskLiveResource(type, resource)) }]];
  });
  return { ...snapshot, types: Object.fromEntries(types) };
}

const isSparse = (type: ResourceType): boolean => type.kind === 'placed' && type.exportDeclaredOnly === true;
