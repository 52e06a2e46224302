import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { collectHiddenFieldWarnings, collectRefusalWarnings, isMissingScopes } from '../../model/problem/refused-reads.ts';
import type { LiveType, Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { TenantOptions } from '../commands/common-options.ts';
import { NO_EVENTS } from '../events/event-file.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { openTenant } from '../open-tenant.ts';
import { createProgress } from '../progress-line.ts';
import { readWholeTenant } from '../read-whole-tenant.ts';
import { createRunId } from '../run-id.ts';
import { writeSnapshotFile } from '../snapshot-file.ts';
import type { Terminal } from '../terminal.ts';

export interface BackupOptions extends TenantOptions {
  readonly out?: string;
}

/** Saves all that tenon can see of a tenant, secrets left out, and says what it cannot see. Only reads. */
export async function runBackupCommand(options: BackupOptions, terminal: Terminal): Promise<ExitCode> {
  const id = createRunId();
  const tenant = await openTenant(options, createProgress(terminal), id);
  const read = tenant.ok ? await readWholeTenant(tenant.value, { terminal, events: NO_EVENTS }) : tenant;
  if (tenant.ok) await tenant.value.close();
  if (!read.ok) {
    await terminal.reportProblems(read.error);
    return EXIT.error;
  }
  const { RESOURCE_TYPES } = await import('../../resources/catalogue.ts');
  const snapshot = await maskSnapshot(read.value, RESOURCE_TYPES);
  const file = options.out ?? makeDefaultPath(snapshot.tenant, id);
  const problem = writeSnapshotFile(file, snapshot);
  if (problem) {
    await terminal.reportProblems([problem]);
    return EXIT.error;
  }
  const notes = Object.entries(snapshot.types).flatMap(([type, live]) => [
    ...collectRefusalWarnings(type, live, 'the backup'),
    ...collectHiddenFieldWarnings(type, live, 'the backup'),
  ]);
  await terminal.reportProblems(notes);
  terminal.print(formatBackupSummary(snapshot, file, RESOURCE_TYPES.filter(isSparse)));
  return isMissingScopes(snapshot) ? EXIT.incomplete : EXIT.ok;
}

/** Beside the runs, by tenant and time. */
function makeDefaultPath(tenant: string, id: string): string {
  const file = join('.tenon', 'backups', `${tenant.replaceAll(/[^\w.-]/g, '_')}-${id.split('-')[1]}.json`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return file;
}

async function maskSnapshot(snapshot: Snapshot, catalogue: readonly ResourceType[]): Promise<Snapshot> {
  const { maskLiveResource } = await import('../../resources/mask-live-resource.ts');
  const types = catalogue.flatMap((type): [string, LiveType][] => {
    const live = snapshot.types[type.type];
    // Too many places to read: nothing is known of them.
    if (!live || isSparse(type)) return [];
    if (live.status === 'unavailable') return [[type.type, live]];
    return [[type.type, { ...live, resources: live.resources.map((resource) => maskLiveResource(type, resource)) }]];
  });
  return { ...snapshot, types: Object.fromEntries(types) };
}

const isSparse = (type: ResourceType): boolean => type.kind === 'placed' && type.exportDeclaredOnly === true;

function formatBackupSummary(snapshot: Snapshot, file: string, sparse: readonly ResourceType[]): string {
  const incomplete = 'This backup is INCOMPLETE: the token lacks scopes, see above. Grant them, then back up again.';
  return [
    `Backup of ${snapshot.tenant}`,
    ...Object.entries(snapshot.types).map(([type, live]) => `  ${type}  ${formatSavedType(live)}`),
    ...sparse.map(({ type }) => `  ${type}  not saved: there are too many places to read`),
    `Saved in ${file}. Not in it: secrets, users, and types that tenon does not manage.`,
    ...(isMissingScopes(snapshot) ? [incomplete] : []),
    `Restore with: tenon restore ${file}`,
  ].join('\n');
}

function formatSavedType(live: LiveType): string {
  if (live.status === 'unavailable') return `not saved: ${live.message}`;
  const relations = (live.refused ?? []).map(({ address, relation = address }) => relation);
  const fields = (live.hidden ?? []).flatMap((hidden) => hidden.fields);
  const missing = [...new Set([...relations, ...fields])];
  return `${live.resources.length}${missing.length === 0 ? '' : `, without ${missing.join(', ')}`}`;
}
