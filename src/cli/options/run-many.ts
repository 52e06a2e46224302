import type { SelectedTargets } from '../../workflows/project/select-project-targets.ts';
import type { FleetCommandFlags, ReadOnlyVerb } from '../commands/fleet/fleet-command.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../output/terminal.ts';

/** Runs a verb that changes nothing for several tenants. Its code is loaded only then. */
export async function runMany(
  verb: ReadOnlyVerb,
  selected: SelectedTargets,
  flags: FleetCommandFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { runFleetCommand } = await import('../commands/fleet/fleet-command.ts');
  return runFleetCommand(verb, selected, flags, terminal);
}
