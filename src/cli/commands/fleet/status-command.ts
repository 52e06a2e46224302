import { type ProjectSelection, selectProjectTargets } from '../../../workflows/project/select-project-targets.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { reportFailure, type Terminal } from '../../output/terminal.ts';
import { type FleetCommandFlags, runFleetCommand } from './fleet-command.ts';
import { projectMissing } from './matrix-command.ts';

/** Shows the state of each tenant of a project: all of them, unless some are named. */
export async function runStatusCommand(flags: FleetCommandFlags & ProjectSelection, terminal: Terminal): Promise<ExitCode> {
  const selected = await selectProjectTargets([], { ...flags, all: flags.env === undefined });
  if (!selected.ok) return reportFailure(selected.error, terminal);
  return selected.value ? runFleetCommand('status', selected.value, flags, terminal) : reportFailure([projectMissing], terminal);
}
