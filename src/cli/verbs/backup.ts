import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hiddenNotes, lacksScopes, refusedNotes } from '../../model/problem/refused.ts';
import type { LiveType, Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import type { TenantOptions } from '../commands/options.ts';
import { NO_EVENTS } from '../events/stream.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { progressOn } from '../progress.ts';
import { newRunId } from '../run-id.ts';
import { writeSnapshotFile } from '../snapshot-file.ts';
import { openTenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';
import { wholeTenant } from '../whole-tenant.ts';

export interface BackupOptions extends TenantOptions {
  readonly out?: string;
}

/** Saves all that tenon can see of a tenant, secrets left out, and says what it cannot see. Only reads. */
export async function backup(options: BackupOptions, terminal: Terminal): Promise<ExitCode> {
  const id = newRunId();
  const tenant = await openTenant(options, progressOn(terminal), id);
  const read = tenant.ok ? await wholeTenant(tenant.value, { terminal, events: NO_EVENTS }) : tenant;
  if (tenant.ok) await tenant.value.close();
  if (!read.ok) {
    await terminal.problems(read.error);
    return EXIT.error;
  }
  const { RESOURCE_TYPES } = await import('../../resources/index.ts');
  const snapshot = await maskedSnapshot(read.value, RESOURCE_TYPES);
  const file = options.out ?? defaultFile(snapshot.tenant, id);
  const unwritable = writeSnapshotFile(file, snapshot);
  if (unwritable) {
    await terminal.problems([unwritable]);
    return EXIT.error;
  }
  const notes = Object.entries(snapshot.types).flatMap(([type, live]) => [
    ...refusedNotes(type, live, 'the backup'),
    ...hiddenNotes(type, live, 'the backup'),
  ]);
  await terminal.problems(notes);
  terminal.print(summary(snapshot, file, RESOURCE_TYPES.filter(isSparse)));
  return lacksScopes(snapshot) ? EXIT.incomplete : EXIT.ok;
}

/** Beside the runs, by tenant and time. */
function defaultFile(tenant: string, id: string): string {
  const file = join('.tenon', 'backups', `${tenant.replaceAll(/[^\w.-]/g, '_')}-${id.split('-')[1]}.json`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  return file;
}

async function maskedSnapshot(snapshot: Snapshot, catalogue: readonly ResourceType[]): Promise<Snapshot> {
  const { maskedLive } = await import('../../resources/masked-live.ts');
  const types = catalogue.flatMap((type): [string, LiveType][] => {
    const live = snapshot.types[type.type];
    // Too many places to read: nothing is known of them.
    if (!live || isSparse(type)) return [];
    if (live.status === 'unavailable') return [[type.type, live]];
    return [[type.type, { ...live, resources: live.resources.map((one) => maskedLive(type, one)) }]];
  });
  return { ...snapshot, types: Object.fromEntries(types) };
}

const isSparse = (type: ResourceType): boolean => type.kind === 'placed' && type.sparse === true;

function summary(snapshot: Snapshot, file: string, sparse: readonly ResourceType[]): string {
  const incomplete = 'This backup is INCOMPLETE: the token lacks scopes, see above. Grant them, then back up again.';
  return [
    `Backup of ${snapshot.tenant}`,
    ...Object.entries(snapshot.types).map(([type, live]) => `  ${type}  ${savedText(live)}`),
    ...sparse.map(({ type }) => `  ${type}  not saved: there are too many places to read`),
    `Saved in ${file}. Not in it: secrets, users, and types that tenon does not manage.`,
    ...(lacksScopes(snapshot) ? [incomplete] : []),
    `Restore with: tenon restore ${file}`,
  ].join('\n');
}

function savedText(live: LiveType): string {
  if (live.status === 'unavailable') return `not saved: ${live.message}`;
  const relations = (live.refused ?? []).map(({ address, relation = address }) => relation);
  const fields = (live.hidden ?? []).flatMap((hidden) => hidden.fields);
  const missing = [...new Set([...relations, ...fields])];
  return `${live.resources.length}${missing.length === 0 ? '' : `, without ${missing.join(', ')}`}`;
}
