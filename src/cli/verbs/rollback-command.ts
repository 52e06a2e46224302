import { splitAddress } from '../../model/address.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type RestoreStateOptions, restoreState } from '../restore-state.ts';
import type { UnresolvedDestination } from '../runs/plan-restore.ts';
import { collectSetSecrets, findCreatedIds, type RollbackSource, readRollbackSource } from '../runs/rollback-source.ts';
import type { Terminal } from '../terminal.ts';

/** Plans back to what the tenant was before a run: what it changed is changed back, what it made goes, what it deleted is made again. */
export const runRollbackCommand = (id: string, options: RestoreStateOptions, terminal: Terminal): Promise<ExitCode> =>
  restoreState('rollback', () => readRollbackDestination(id), options, terminal);

async function readRollbackDestination(run: string): Promise<Outcome<UnresolvedDestination, Problem>> {
  const rollbackSource = await readRollbackSource(run);
  if (!rollbackSource.ok) return failWith(rollbackSource.error);
  const { before, file } = rollbackSource.value;
  const secretsSet = Object.fromEntries(collectSetSecrets(rollbackSource.value));
  const source = { verb: 'rollback', run, deleted: listDeletedTypes(rollbackSource.value) } as const;
  return succeed({
    before,
    resolve: (now) => {
      const goes = Object.fromEntries([...findCreatedIds(rollbackSource.value, now)].map(([type, ids]) => [type, [...ids]]));
      return { source, before, file, goes, secretsSet };
    },
  });
}

const listDeletedTypes = ({ stages }: RollbackSource): readonly string[] => {
  const deletes = stages.flatMap(({ plan }) => plan.operations.filter(({ action }) => action === 'delete'));
  return [...new Set(deletes.map(({ address }) => splitAddress(address).type))];
};
