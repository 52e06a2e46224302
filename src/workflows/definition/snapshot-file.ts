import { readTextFile } from '../../disk/read-regular-file.ts';
import { writePrivateFile } from '../../disk/write-private-file.ts';
import { getValidator } from '../../loader/load-validator.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { isObject } from '../../model/json/json-value.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';

/** Reads a state that was saved by a backup, or by an apply before its first write. */
export async function readSnapshotFile(file: string): Promise<Outcome<Snapshot, Problem>> {
  try {
    const text = readTextFile(file);
    const parsed: unknown = JSON.parse(text);
    if (!isObject(parsed)) return failWith(createUnreadableSnapshotProblem(file, 'it is not a JSON object'));
    const [error] = (await getValidator('snapshot'))(parsed);
    // The validator has just confirmed that it is a Snapshot.
    return error
      ? failWith(createUnreadableSnapshotProblem(file, `the value at ${error.instancePath || '/'} is not valid`))
      : succeed(JSON.parse(text));
  } catch (error) {
    return failWith(createUnreadableSnapshotProblem(file, getErrorMessage(error)));
  }
}

/** Writes a file that only its owner can read: it holds the state of the tenant, although no secrets. */
export function writeSnapshotFile(file: string, snapshot: Snapshot): Problem | undefined {
  try {
    writePrivateFile(file, `${toPrintableJson(snapshot, 1)}\n`);
    return undefined;
  } catch (error) {
    return {
      code: 'output-unwritable',
      severity: 'error',
      message: `${file} cannot be written: ${getErrorMessage(error)}`,
      hint: 'Check the path given with --out.',
    };
  }
}

const createUnreadableSnapshotProblem = (file: string, why: string): Problem => ({
  code: 'snapshot-unreadable',
  severity: 'error',
  message: `${file} cannot be read as a saved state of a tenant: ${why}`,
  expected: 'a file written by tenon backup',
});
