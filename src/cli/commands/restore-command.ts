import type { ResultFormat } from '../../reporter/report-formats.ts';
import { readBackupDestination } from '../../workflows/restore/backup-destination.ts';
import { type RestoreInput, restoreTenant } from '../../workflows/restore/restore-tenant.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { PlanningFlags, TenantFlags } from '../options/common-options.ts';
import type { EventFlags } from '../options/drift-options.ts';
import { createApplyPorts, reportApply, reportApplyFailure, reportSavedPlan } from '../output/apply-output.ts';
import { runWithEvents } from '../output/run-with-events.ts';
import type { Terminal } from '../output/terminal.ts';

export interface RestoringFlags extends TenantFlags, EventFlags, Pick<PlanningFlags, 'allow'> {
  readonly format: ResultFormat;
  readonly out?: string;
  readonly yes?: boolean;
  /** Seconds. */
  readonly lockWait?: number;
}

export interface RestoreFlags extends RestoringFlags {
  /** Delete resources that are not in the backup. */
  readonly prune?: boolean;
}

/** Plans a restore of a backup, and applies it or saves the plan. */
export const runRestoreCommand = (file: string, flags: RestoreFlags, terminal: Terminal): Promise<ExitCode> =>
  runRestoring('restore', () => readBackupDestination(file, flags.prune === true), flags, terminal);

/** Plans a restore or a rollback, and applies it or saves the plan. */
export const runRestoring = (
  verb: 'rollback' | 'restore',
  destination: RestoreInput['destination'],
  flags: RestoringFlags,
  terminal: Terminal,
): Promise<ExitCode> =>
  runWithEvents(verb, { files: [], file: flags.events, trace: flags.trace, terminal }, async (run) => {
    const restored = await restoreTenant({ ...flags, destination, tenant: flags }, createApplyPorts(run, flags));
    if (!restored.ok) return reportApplyFailure(restored.error, flags.format, run.terminal);
    return restored.value.kind === 'saved'
      ? reportSavedPlan(restored.value.plan, flags.out ?? '', flags.format, run.terminal)
      : reportApply({ ok: true, value: restored.value.result }, flags.format, run.terminal);
  });
