import { splitAddress } from '../../model/address.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { ExitCode } from '../exit.ts';
import { goBack, type ReturnOptions } from '../returning.ts';
import type { Unresolved } from '../runs/plan-back.ts';
import { madeBy, secretsSetBy, type Undoing, undoingOf } from '../runs/undoing.ts';
import type { Terminal } from '../terminal.ts';

/** Plans back to what the tenant was before a run: what it changed is changed back, what it made goes, what it deleted is made again. */
export const rollback = (id: string, options: ReturnOptions, terminal: Terminal): Promise<ExitCode> =>
  goBack('rollback', () => destinationOf(id), options, terminal);

async function destinationOf(run: string): Promise<Outcome<Unresolved, Problem>> {
  const undoing = await undoingOf(run);
  if (!undoing.ok) return failure(undoing.error);
  const { before, file } = undoing.value;
  const secretsSet = Object.fromEntries(secretsSetBy(undoing.value));
  const source = { verb: 'rollback', run, deleted: deletedTypes(undoing.value) } as const;
  return success({
    before,
    resolve: (now) => {
      const goes = Object.fromEntries([...madeBy(undoing.value, now)].map(([type, ids]) => [type, [...ids]]));
      return { source, before, file, goes, secretsSet };
    },
  });
}

const deletedTypes = ({ stages }: Undoing): readonly string[] => {
  const deletes = stages.flatMap(({ plan }) => plan.operations.filter(({ action }) => action === 'delete'));
  return [...new Set(deletes.map(({ address }) => splitAddress(address).type))];
};
