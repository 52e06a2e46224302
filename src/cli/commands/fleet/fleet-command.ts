import { type FleetReport, isDifferentRow, isFailedRow, type TenantRow } from '../../../model/fleet-report.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import { SEVERITIES, type Severity } from '../../../model/plan/finding.ts';
import type { MarkdownOptions } from '../../../reporter/markdown/markdown-report.ts';
import type { FleetFormat } from '../../../reporter/report-formats.ts';
import { createTenantPreparation } from '../../../workflows/fleet/prepare-tenant.ts';
import { createCheckJob, createDriftJob, createPlanJob, validateTenantFiles } from '../../../workflows/fleet/read-only-jobs.ts';
import { runFleet } from '../../../workflows/fleet/run-fleet.ts';
import { createStatusJob } from '../../../workflows/fleet/status-job.ts';
import type { TenantJob } from '../../../workflows/fleet/tenant-job.ts';
import type { PlanTenantOptions } from '../../../workflows/plan/plan-tenant.ts';
import type { SelectedTargets } from '../../../workflows/project/select-project-targets.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { DefinitionFlags, TenantFlags } from '../../options/common-options.ts';
import type { FleetFlags } from '../../options/fleet-options.ts';
import { createDetailKeeper, renderFleet } from '../../output/fleet-output.ts';
import { reportFailure, type Terminal } from '../../output/terminal.ts';
import { createTerminalPorts } from '../../output/terminal-ports.ts';
import { type FleetUsage, selectFleet } from './select-fleet.ts';

export interface FleetCommandFlags
  extends FleetFlags,
    FleetUsage,
    DefinitionFlags,
    TenantFlags,
    MarkdownOptions,
    Omit<PlanTenantOptions, 'emulated' | 'earlier' | 'since'> {
  readonly format: FleetFormat;
  readonly out?: string;
  /** Of `plan`. */
  readonly detailedExitcode?: boolean;
  /** Of `check`. */
  readonly live?: boolean;
  readonly failOn?: Severity | 'never';
}

export type ReadOnlyVerb = Exclude<FleetReport['verb'], 'apply'>;

/** Runs a verb that changes nothing for many tenants, and prints one report. */
export async function runFleetCommand(
  verb: ReadOnlyVerb,
  selected: SelectedTargets,
  flags: FleetCommandFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const fleet = selectFleet(verb, selected, flags);
  if (!fleet.ok) return reportFailure([fleet.error], terminal);
  const isEmulated = flags.emulator !== undefined;
  const { vars, config, headroom, maxRate, limiter } = flags;
  const connection = omitUndefined({ vars, config, headroom, maxRate, limiter });
  const prepare = createTenantPreparation({ ...connection, isEmulated, secretsOptional: isEmulated });
  const ports = createTerminalPorts(terminal, { trace: flags.trace });
  const { details, show } = createDetailKeeper(flags.format, terminal, fleet.value.targets);
  const report = await runFleet(fleet.value, { prepare, job: createJob(verb, flags), ports, show });
  terminal.print(await renderFleet(report, details, flags.format, terminal, flags));
  return toExitCode(report, flags);
}

function createJob(verb: ReadOnlyVerb, flags: FleetCommandFlags): TenantJob {
  const { out, cache, cacheMaxAge, allow, only, resend, keepGoing } = flags;
  const caching = omitUndefined({ cache, cacheMaxAge });
  switch (verb) {
    case 'validate':
      return validateTenantFiles;
    case 'check':
      return createCheckJob({ isLive: flags.live === true || flags.emulator !== undefined, ...omitUndefined({ out }) });
    case 'plan':
      return createPlanJob({ ...caching, ...omitUndefined({ out, allow, only, resend, keepGoing }) });
    case 'drift':
      return createDriftJob({ ...caching, ...omitUndefined({ out }) });
    case 'status':
      return createStatusJob(caching);
  }
}

function toExitCode({ verb, tenants }: FleetReport, { detailedExitcode, failOn = 'error' }: FleetCommandFlags): ExitCode {
  if (tenants.some(isFailedRow)) return EXIT.error;
  if (verb === 'check') return tenants.some((row) => hasFinding(row, failOn)) ? EXIT.findings : EXIT.ok;
  const isDifference = verb === 'drift' || (verb === 'plan' && detailedExitcode === true);
  return isDifference && tenants.some(isDifferentRow) ? EXIT.differs : EXIT.ok;
}

const hasFinding = ({ findings }: TenantRow, failOn: Severity | 'never'): boolean =>
  failOn !== 'never' && SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1).some((severity) => (findings?.[severity] ?? 0) > 0);
