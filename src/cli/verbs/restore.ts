import { failure, type Outcome, success } from '../../model/outcome.ts';
import type { Problem } from '../../model/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { WayBack } from '../../planner/way-back/view.ts';
import type { Run } from '../events/with-events.ts';
import type { ExitCode } from '../exit.ts';
import { goBack, type ReturnOptions } from '../returning.ts';
import { readSnapshotFile } from '../snapshot-file.ts';
import type { Tenant } from '../tenant.ts';
import type { Terminal } from '../terminal.ts';
import { wholeTenant } from '../whole-tenant.ts';

export interface RestoreOptions extends ReturnOptions {
  /** Delete what the backup does not have. */
  readonly prune?: boolean;
}

/** Plans back to a backup. What the backup does not have stays, unless `--prune` says otherwise. */
export const restore = (file: string, options: RestoreOptions, terminal: Terminal): Promise<ExitCode> =>
  goBack(
    'restore',
    async () => {
      const before = await readSnapshotFile(file);
      if (!before.ok) return failure(before.error);
      const types = Object.entries(before.value.types).flatMap(([type, { status }]) => (status === 'read' ? [type] : []));
      const goes = new Map(options.prune ? types.map((type) => [type, 'others'] as const) : []);
      return success({
        before: before.value,
        file,
        secretsSet: new Map(),
        goes: () => goes,
        now: (tenant, run) => readNow({ before: before.value, file, goes }, tenant, run),
      });
    },
    options,
    terminal,
  );

/** All of the tenant. What the file holds must be seen: hidden is not gone. */
async function readNow(
  { before, file, goes }: Pick<WayBack, 'before' | 'file' | 'goes'>,
  tenant: Tenant,
  run: Run,
): Promise<Outcome<Snapshot, readonly Problem[]>> {
  const { wayBack } = await import('../../planner/way-back/definition.ts');
  const { needOfSavedState } = await import('../../fetcher/way-back-need.ts');
  const { RESOURCE_TYPES: catalogue } = await import('../../resources/index.ts');
  const definition = wayBack({ before, now: before, goes, file, catalogue });
  return wholeTenant(tenant, run, needOfSavedState(definition, before, catalogue));
}
