import { splitAddress } from '../../model/address.ts';
import { failure, type Outcome, success } from '../../model/outcome.ts';
import type { Problem } from '../../model/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Run } from '../events/with-events.ts';
import type { ExitCode } from '../exit.ts';
import { readNeed } from '../planning.ts';
import { progressOn } from '../progress.ts';
import { type Destination, goBack, type ReturnOptions } from '../returning.ts';
import { madeBy, secretsSetBy, type Undoing, undoingOf } from '../runs/undoing.ts';
import type { Tenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';
import { unwritten } from '../unwritten.ts';

/** Plans back to what the tenant was before a run: what it changed is changed back, what it made goes, what it deleted is made again. */
export const rollback = (id: string, options: ReturnOptions, terminal: Terminal): Promise<ExitCode> =>
  goBack('rollback', () => destinationOf(id), options, terminal);

async function destinationOf(id: string): Promise<Outcome<Destination, Problem>> {
  const undoing = await undoingOf(id);
  if (!undoing.ok) return failure(undoing.error);
  const { before, file } = undoing.value;
  return success({
    before,
    file,
    secretsSet: secretsSetBy(undoing.value),
    goes: (now) => madeBy(undoing.value, now),
    now: (tenant, run) => lookAt(undoing.value, tenant, run),
  });
}

/** As much of the tenant as the run touched. */
async function lookAt(undoing: Undoing, tenant: Tenant, run: Run): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { wayBack } = await import('../../planner/way-back/definition.ts');
  const { RESOURCE_TYPES: catalogue } = await import('../../resources/index.ts');
  const { before, file } = undoing;
  const { needOfWayBack } = await import('../../fetcher/way-back-need.ts');
  const definition = wayBack({ before, now: before, goes: madeBy(undoing, before), file, catalogue });
  return readNeed(
    needOfWayBack(definition, deletedTypes(undoing), catalogue),
    unwritten(definition),
    tenant.api,
    progressOn(run.terminal),
    run.events,
  );
}

const deletedTypes = ({ stages }: Undoing): ReadonlySet<string> =>
  new Set(
    stages.flatMap(({ plan }) =>
      plan.operations.flatMap(({ action, address }) => (action === 'delete' ? [splitAddress(address).type] : [])),
    ),
  );
