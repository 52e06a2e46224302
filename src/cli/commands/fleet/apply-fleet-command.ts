import type { FleetReport, TenantRow } from '../../../model/fleet-report.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import { type ApplyFleetInput, applyFleet } from '../../../workflows/fleet/apply/apply-fleet.ts';
import { isSettled } from '../../../workflows/fleet/apply/apply-waves.ts';
import type { WaveSize } from '../../../workflows/fleet/apply/waves.ts';
import { createTenantPreparation } from '../../../workflows/fleet/prepare-tenant.ts';
import type { Fleet } from '../../../workflows/fleet/run-fleet.ts';
import type { SelectedTargets } from '../../../workflows/project/select-project-targets.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { createNotConfirmedProblem, listenForInterrupt } from '../../output/apply-output.ts';
import { confirmFleet } from '../../output/confirm-fleet.ts';
import { createDetailKeeper, renderFleet } from '../../output/fleet-output.ts';
import { reportFailure, type Terminal } from '../../output/terminal.ts';
import { createTerminalPorts } from '../../output/terminal-ports.ts';
import type { FleetCommandFlags } from './fleet-command.ts';
import { selectFleet } from './select-fleet.ts';

export interface ApplyFleetFlags extends FleetCommandFlags {
  readonly canary: readonly WaveSize[];
  readonly yes?: boolean;
  /** Folder with saved plans. */
  readonly plan?: string;
  readonly resume?: string;
  readonly failFast?: boolean;
  /** Seconds. */
  readonly lockWait?: number;
  /** Seconds. */
  readonly maxAge?: number;
}

/** Plans many tenants, asks for confirmation once, and applies exactly these plans. */
export async function runApplyFleetCommand(
  selected: SelectedTargets,
  flags: ApplyFleetFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const fleet = selectFleet('apply', selected, flags);
  if (!fleet.ok) return reportFailure([fleet.error], terminal);
  const ports = createTerminalPorts(terminal, { trace: flags.trace });
  const { vars, config, headroom, maxRate, limiter, format, yes } = flags;
  const connection = omitUndefined({ vars, config, headroom, maxRate, limiter });
  const { details, show } = createDetailKeeper(format, terminal, fleet.value.targets);
  const listening = listenForInterrupt(ports.progress);
  const outcome = await applyFleet(toApplyInput(fleet.value, flags), {
    ports,
    prepare: createTenantPreparation({ ...connection, isEmulated: flags.emulator !== undefined }),
    show,
    onPlanned: async (report) => {
      if (format === 'text') terminal.print(await renderFleet({ ...report, verb: 'plan' }, details, format, terminal));
    },
    confirm: async (rows) => (yes || (await confirmFleet(rows, terminal)) ? undefined : createNotConfirmedProblem(terminal)),
    interrupt: listening.signal,
  });
  listening.stop();
  if (!outcome.ok) return reportFailure(outcome.error, terminal, EXIT.refused);
  // The plans have already been printed as text.
  terminal.print(await renderFleet(outcome.value, format === 'text' ? new Map() : details, format, terminal, flags));
  return toExitCode(outcome.value);
}

function toApplyInput(fleet: Fleet, flags: ApplyFleetFlags): ApplyFleetInput {
  const { canary, plan, resume, allow, only, resend, cache, cacheMaxAge, failFast, lockWait, maxAge } = flags;
  return {
    fleet,
    canary,
    ...omitUndefined({ plan, resume, allow, only, resend, cache, cacheMaxAge, failFast, lockWait, maxAge }),
  };
}

const hasChanged = ({ state }: TenantRow): boolean => state === 'applied' || state === 'partly applied' || state === 'drift';

/** 3 only if nothing was changed in any tenant, and none failed for another reason than a refusal. */
function toExitCode({ tenants }: FleetReport): ExitCode {
  const failed = tenants.filter((row) => !isSettled(row));
  if (failed.length === 0) return EXIT.ok;
  if (tenants.some(hasChanged)) return EXIT.partial;
  return failed.every(({ state }) => state === 'refused' || state === 'not started') ? EXIT.refused : EXIT.error;
}
