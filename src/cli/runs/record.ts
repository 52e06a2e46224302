import { mkdirSync } from 'node:fs';
import type { Journal } from '../../applier/journal.ts';
import { printableJson } from '../../model/json/printable-json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import { changesOf } from '../../model/plan/plan.ts';
import type { Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { type Saving, savedPlanText } from '../plan-file/save.ts';
import { writePrivately } from '../private-file.ts';
import { fileOf } from './folder.ts';
import { type JournalEntry, JournalFile } from './journal-file.ts';
import { pruneRuns } from './prune.ts';

export interface Recording extends Saving {
  readonly run: string;
  readonly resumes?: string;
}

/** What one apply leaves behind, while it goes on. */
export interface Recorder extends Journal {
  /** How it ended. */
  end(result: Result): Promise<Problem | undefined>;
}

/** Begins the folder of a run with its plan. Nothing may be written to the tenant where this is not possible. */
export async function recordRun(recording: Recording): Promise<Outcome<Recorder, Problem>> {
  const { run, plan, resumes, at } = recording;
  try {
    // What cannot be removed is no reason to apply nothing: `tenon runs --prune` says why.
    pruneRuns(at);
    mkdirSync(fileOf(run, ''), { recursive: true, mode: 0o700 });
    writePrivately(fileOf(run, 'plan.json'), savedPlanText(recording));
    const journal = await JournalFile.create(fileOf(run, 'journal.jsonl'));
    const { tool, tenant } = plan;
    const operations = changesOf(plan).length;
    await journal.append({ entry: 'run', run, tool, tenant, operations, ...(resumes === undefined ? {} : { resumes }) });
    return success(recorderOf(run, journal));
  } catch (error) {
    return failure(unwritable(run, error));
  }
}

function recorderOf(run: string, journal: JournalFile): Recorder {
  const kept = async (keep: () => void | Promise<void>): Promise<Problem | undefined> => {
    try {
      await keep();
      return undefined;
    } catch (error) {
      return unwritable(run, error);
    }
  };
  const append = (entry: JournalEntry): Promise<Problem | undefined> => kept(() => journal.append(entry));
  return {
    before: (state) => kept(() => writePrivately(fileOf(run, 'before.json'), `${printableJson(state, 1)}\n`)),
    begins: ({ id, action, address }) => append({ entry: 'began', id, action, address }),
    ended: ({ id, status, liveId }) => append({ entry: 'ended', id, status, ...(liveId === undefined ? {} : { liveId }) }),
    end: (result) =>
      kept(async () => {
        writePrivately(fileOf(run, 'result.json'), `${printableJson(result, 1)}\n`);
        await journal.close();
      }),
  };
}

const unwritable = (run: string, error: unknown): Problem => ({
  code: 'run-unwritable',
  severity: 'error',
  message: `the journal of this run cannot be written: ${error instanceof Error ? error.message : String(error)}`,
  hint: `Make room and make ${fileOf(run, '')} writable: without it there is no way back, so tenon begins nothing.`,
});
