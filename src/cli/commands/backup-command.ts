import type { LiveType } from '../../model/snapshot.ts';
import { type Backup, backupTenant } from '../../workflows/restore/backup-tenant.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { TenantFlags } from '../options/common-options.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';
import { createTerminalPorts } from '../output/terminal-ports.ts';

export interface BackupFlags extends TenantFlags {
  readonly out?: string;
}

/** Saves everything that tenon manages and can read in a tenant, without secrets, and lists what it cannot read. */
export async function runBackupCommand(flags: BackupFlags, terminal: Terminal): Promise<ExitCode> {
  const { trace, ...options } = flags;
  const backup = await backupTenant({ ...options, tenant: flags }, createTerminalPorts(terminal, { trace }));
  if (!backup.ok) return reportFailure(backup.error, terminal);
  await terminal.reportProblems(backup.value.warnings);
  terminal.print(formatBackupSummary(backup.value));
  return backup.value.isIncomplete ? EXIT.incomplete : EXIT.ok;
}

function formatBackupSummary({ snapshot, file, skippedTypes, isIncomplete }: Backup): string {
  const incomplete = 'This backup is INCOMPLETE: the token lacks the scopes named above. Grant them, then back up again.';
  return [
    `Backup of ${snapshot.tenant}`,
    ...Object.entries(snapshot.types).map(([type, live]) => `  ${type}  ${formatSavedType(live)}`),
    ...skippedTypes.map((type) => `  ${type}  not saved: too many to read`),
    `Saved to ${file}. Not included: secrets, users, and types that tenon does not manage.`,
    ...(isIncomplete ? [incomplete] : []),
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
