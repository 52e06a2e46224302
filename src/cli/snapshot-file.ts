import { readTextFile } from '../disk/read-regular-file.ts';
import { validatorOf } from '../loader/load-validator.ts';
import { isObject } from '../model/json/json.ts';
import { printableJson } from '../model/json/printable-json.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { writePrivately } from './private-file.ts';

/** A state that was saved by a backup, or by an apply before its first write. */
export async function readSnapshotFile(file: string): Promise<Outcome<Snapshot, Problem>> {
  try {
    const text = readTextFile(file);
    const parsed: unknown = JSON.parse(text);
    if (!isObject(parsed)) return failure(unreadable(file, 'it is no JSON object'));
    const [error] = (await validatorOf('snapshot'))(parsed);
    // The validator has just said that it has the form of a Snapshot.
    return error
      ? failure(unreadable(file, `${error.instancePath || '/'} is not as a snapshot has it`))
      : success(JSON.parse(text));
  } catch (error) {
    return failure(unreadable(file, error instanceof Error ? error.message : String(error)));
  }
}

/** Readable by its owner alone: it holds what the tenant has, though no secret. */
export function writeSnapshotFile(file: string, snapshot: Snapshot): Problem | undefined {
  try {
    writePrivately(file, `${printableJson(snapshot, 1)}\n`);
    return undefined;
  } catch (error) {
    return {
      code: 'output-unwritable',
      severity: 'error',
      message: `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'Check the path given with --out.',
    };
  }
}

const unreadable = (file: string, why: string): Problem => ({
  code: 'snapshot-unreadable',
  severity: 'error',
  message: `${file} cannot be read as a saved state of a tenant: ${why}`,
  expected: 'a file written by tenon backup',
});
