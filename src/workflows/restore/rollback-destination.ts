import { splitAddress } from '../../model/address.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Environment } from '../ports.ts';
import { collectAddedItems } from './added-items.ts';
import type { UnresolvedDestination } from './plan-restore.ts';
import { collectSetSecrets, findCreatedIds, type RollbackSource, readRollbackSource } from './rollback-source.ts';

/** Reads the state before a run. A rollback to it reverts what the run changed, deletes what it created and recreates what it deleted. */
export async function readRollbackDestination(run: string, env: Environment): Promise<Outcome<UnresolvedDestination, Problem>> {
  const rollback = await readRollbackSource(run, env);
  if (!rollback.ok) return failWith(rollback.error);
  const { before, file } = rollback.value;
  const secretsSet = Object.fromEntries(collectSetSecrets(rollback.value));
  const source = { verb: 'rollback', run, deleted: listDeletedTypes(rollback.value) } as const;
  return succeed({
    before,
    resolve: (now, catalogue) => {
      const goes = Object.fromEntries([...findCreatedIds(rollback.value, now, catalogue)].map(([type, ids]) => [type, [...ids]]));
      return { source, before, file, goes, removedItems: collectAddedItems(rollback.value, catalogue), secretsSet };
    },
  });
}

const listDeletedTypes = ({ stages }: RollbackSource): readonly string[] => {
  const deletes = stages.flatMap(({ plan }) => plan.operations.filter(({ action }) => action === 'delete'));
  return [...new Set(deletes.map(({ address }) => splitAddress(address).type))];
};
