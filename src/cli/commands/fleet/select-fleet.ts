import type { FleetVerb } from '../../../model/fleet-report.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../../model/plan/outcome.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { FORMATS } from '../../../reporter/report-formats.ts';
import type { Fleet } from '../../../workflows/fleet/run-fleet.ts';
import { selectShard } from '../../../workflows/fleet/shards.ts';
import type { SelectedTargets } from '../../../workflows/project/select-project-targets.ts';
import type { FleetFlags } from '../../options/fleet-options.ts';

/** Flags that make sense for one tenant only. */
export interface FleetUsage {
  readonly against?: string;
  readonly since?: string;
  readonly events?: string;
  readonly watch?: boolean;
  readonly accept?: readonly string[] | true;
  readonly tickets?: string;
  readonly ticketsCommand?: string;
  readonly emulator?: string | true;
}

/** Selects the tenants of a shard, if one is asked for, and checks the flags that do not fit many tenants. */
export function selectFleet(
  verb: FleetVerb,
  { project, targets }: SelectedTargets,
  flags: FleetFlags & FleetUsage & { readonly format: string },
): Outcome<Fleet, Problem> {
  const misused = findSingleTenantFlag(flags);
  if (misused !== undefined)
    return failWith(
      createUsageProblem(`${misused} works on one tenant, and ${targets.length} are selected`, 'one tenant, named with --env'),
    );
  if (!FORMATS.fleet.some((format) => format === flags.format))
    return failWith(
      createUsageProblem(`--format ${flags.format} cannot show several tenants`, `one of: ${FORMATS.fleet.join(', ')}`),
    );
  const { parallel, shard } = flags;
  const own = shard ? selectShard(targets, shard) : targets;
  return succeed({ verb, project: project.file, targets: own, parallel, ...omitUndefined({ shard }) });
}

function findSingleTenantFlag({
  against,
  since,
  events,
  watch,
  accept,
  tickets,
  ticketsCommand,
  emulator,
}: FleetUsage): string | undefined {
  const given = {
    '--against': against,
    '--since': since,
    '--events': events,
    '--watch': watch,
    '--accept': accept,
    '--tickets': tickets,
    '--tickets-command': ticketsCommand,
    '--emulator with a file': emulator === true ? undefined : emulator,
  };
  return Object.entries(given).find(([, value]) => value !== undefined)?.[0];
}

const createUsageProblem = (message: string, expected: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message,
  expected,
});
