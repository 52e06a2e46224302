import { mkdirSync } from 'node:fs';
import type { RunJournal } from '../../applier/run-journal.ts';
import { writePrivateFile } from '../../disk/write-private-file.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { listChanges } from '../../model/plan/plan.ts';
import type { Result } from '../../model/plan/result.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatSavedPlan, type SavePlanInput } from '../plan-file/save-plan.ts';
import { type JournalEntry, JournalFile } from './journal-file.ts';
import { pruneRuns } from './prune-runs.ts';
import { getRunFile } from './run-folder.ts';

export interface RecordRunInput extends SavePlanInput {
  readonly run: string;
  readonly resumes?: string;
}

/** Records an apply while it runs. */
export interface RunRecorder extends RunJournal {
  /** Writes the result and closes the journal. Returns why that failed; undefined: it did not. */
  end(result: Result): Promise<Problem | undefined>;
}

/** Creates the folder of a run, with its plan and its journal. If this fails, nothing may be written to the tenant. */
export async function recordRun(input: RecordRunInput): Promise<Outcome<RunRecorder, Problem>> {
  const { run, plan, resumes, at } = input;
  try {
    // A run that cannot be removed must not stop the apply. `tenon runs --prune` reports it.
    pruneRuns(at);
    mkdirSync(getRunFile(run, ''), { recursive: true, mode: 0o700 });
    writePrivateFile(getRunFile(run, 'plan.json'), formatSavedPlan(input));
    const journal = await JournalFile.create(getRunFile(run, 'journal.jsonl'));
    const { tool, tenant } = plan;
    const operations = listChanges(plan).length;
    await journal.append({ entry: 'run', run, tool, tenant, operations, ...omitUndefined({ resumes }) });
    return succeed(createRunRecorder(run, journal));
  } catch (error) {
    return failWith(createUnwritableRunProblem(run, error));
  }
}

function createRunRecorder(run: string, journal: JournalFile): RunRecorder {
  const catchWriteProblem = async (write: () => void | Promise<void>): Promise<Problem | undefined> => {
    try {
      await write();
      return undefined;
    } catch (error) {
      return createUnwritableRunProblem(run, error);
    }
  };
  const append = (entry: JournalEntry): Promise<Problem | undefined> => catchWriteProblem(() => journal.append(entry));
  return {
    recordStateBefore: (state) =>
      catchWriteProblem(() => writePrivateFile(getRunFile(run, 'before.json'), `${toPrintableJson(state, 1)}\n`)),
    recordBegin: ({ id, action, address }) => append({ entry: 'began', id, action, address }),
    recordEnd: ({ id, status, liveId }) => append({ entry: 'ended', id, status, ...omitUndefined({ liveId }) }),
    end: (result) =>
      catchWriteProblem(async () => {
        writePrivateFile(getRunFile(run, 'result.json'), `${toPrintableJson(result, 1)}\n`);
        await journal.close();
      }),
  };
}

const createUnwritableRunProblem = (run: string, error: unknown): Problem => ({
  code: 'run-unwritable',
  severity: 'error',
  message: `the journal of this run cannot be written: ${getErrorMessage(error)}`,
  hint: `Free disk space and make ${getRunFile(run, '')} writable. Without a journal no rollback is possible, so tenon starts no operations.`,
});
