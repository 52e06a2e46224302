import { formatMatrix, type MatrixFormat } from '../../../reporter/fleet/shard-matrix.ts';
import { listShards } from '../../../workflows/fleet/shards.ts';
import { type ProjectSelection, selectProjectTargets } from '../../../workflows/project/select-project-targets.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { reportFailure, type Terminal } from '../../output/terminal.ts';

export interface MatrixFlags extends ProjectSelection {
  readonly shards: number;
  readonly format: MatrixFormat;
}

/** Prints the shards of a project's tenants, for the matrix of a CI system. */
export async function runMatrixCommand({ shards, format, ...selection }: MatrixFlags, terminal: Terminal): Promise<ExitCode> {
  const selected = await selectProjectTargets([], selection);
  if (!selected.ok) return reportFailure(selected.error, terminal);
  if (!selected.value) return reportFailure([projectMissing], terminal);
  terminal.print(formatMatrix(listShards(selected.value.targets.length, shards), format));
  return EXIT.ok;
}

export const projectMissing = {
  code: 'usage',
  severity: 'error',
  message: 'there is no tenon.yaml that lists tenants',
  expected: 'tenon.yaml, or --project FILE',
  hint: 'docs/fleets.md shows how to write one.',
} as const;
