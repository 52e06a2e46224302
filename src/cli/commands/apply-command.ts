import type { ResultFormat } from '../../reporter/report-formats.ts';
import { applyDefinition } from '../../workflows/apply/apply-definition.ts';
import type { ApplyPlannedOptions } from '../../workflows/apply/apply-ports.ts';
import type { PlanSourceOptions } from '../../workflows/apply/plan-source.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { DefinitionFlags, TenantFlags } from '../options/common-options.ts';
import type { EventFlags } from '../options/drift-options.ts';
import { createApplyPorts, reportApply } from '../output/apply-output.ts';
import { runWithEvents } from '../output/run-with-events.ts';
import type { Terminal } from '../output/terminal.ts';

export interface ApplyFlags
  extends DefinitionFlags,
    TenantFlags,
    EventFlags,
    ApplyPlannedOptions,
    Omit<PlanSourceOptions, 'emulated'> {
  readonly format: ResultFormat;
  readonly yes?: boolean;
  readonly tickets?: string;
  readonly ticketsCommand?: string;
  /** Seconds. */
  readonly lockWait?: number;
}

/** Plans (or reads a saved plan, or resumes a run), asks for confirmation, and applies exactly that plan. */
export const runApplyCommand = (files: readonly string[], flags: ApplyFlags, terminal: Terminal): Promise<ExitCode> =>
  runWithEvents('apply', { files, file: flags.events, trace: flags.trace, terminal }, async (run) => {
    const emulated = flags.emulator !== undefined;
    const loading = { ...flags, anyTenant: emulated };
    const outcome = await applyDefinition({ ...flags, files, loading, tenant: flags, emulated }, createApplyPorts(run, flags));
    return reportApply(outcome, flags.format, run.terminal);
  });
