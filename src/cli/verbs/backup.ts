import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { refusedNotes } from '../../model/refused.ts';
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

/** Saves all that tenon can see of a tenant, secrets left out. Only reads. */
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
  await terminal.problems(Object.entries(snapshot.types).flatMap(([type, live]) => refusedNotes(type, live, 'the backup')));
  terminal.print(summary(snapshot, file));
  return EXIT.ok;
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
    if (!live) return [];
    if (live.status === 'unavailable') return [[type.type, live]];
    return [[type.type, { ...live, resources: live.resources.map((one) => maskedLive(type, one)) }]];
  });
  return { ...snapshot, types: Object.fromEntries(types) };
}

function summary({ tenant, types }: Snapshot, file: string): string {
  const lines = Object.entries(types).map(([type, live]) =>
    live.status === 'read' ? `  ${type}  ${live.resources.length}` : `  ${type}  not saved: ${live.message}`,
  );
  return [
    `Backup of ${tenant}`,
    ...lines,
    `Saved in ${file}. Not in it: secrets, users, and types that tenon does not manage.`,
    `The way back: tenon restore ${file}`,
  ].join('\n');
}
