import { failWith, succeed } from '../../model/plan/outcome.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type RestoreStateOptions, restoreState } from '../restore-state.ts';
import { createFixedDestination } from '../runs/plan-restore.ts';
import { readSnapshotFile } from '../snapshot-file.ts';
import type { Terminal } from '../terminal.ts';

export interface RestoreOptions extends RestoreStateOptions {
  /** Delete what the backup does not have. */
  readonly prune?: boolean;
}

/** Plans back to a backup. What the backup does not have stays, unless `--prune` says otherwise. */
export const runRestoreCommand = (file: string, options: RestoreOptions, terminal: Terminal): Promise<ExitCode> =>
  restoreState(
    'restore',
    async () => {
      const before = await readSnapshotFile(file);
      if (!before.ok) return failWith(before.error);
      const types = Object.entries(before.value.types).flatMap(([type, { status }]) => (status === 'read' ? [type] : []));
      const goes = Object.fromEntries(options.prune ? types.map((type) => [type, 'others'] as const) : []);
      const source = { verb: 'restore', prune: options.prune === true } as const;
      const destination = { source, before: before.value, file, goes, secretsSet: {} };
      return succeed(createFixedDestination(destination));
    },
    options,
    terminal,
  );
