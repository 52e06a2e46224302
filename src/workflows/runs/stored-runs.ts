import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTextFile } from '../../disk/read-regular-file.ts';
import { parseJournal } from './journal-file.ts';
import { getRunFile, listRunIds, RUNS_FOLDER } from './run-folder.ts';

/** A run as far as keeping or removing it asks. */
export interface StoredRun {
  readonly run: string;
  readonly bytes: number;
  /** It said itself how it ended. */
  readonly isEnded: boolean;
}

/** What tenon writes there, also half of it. */
const OWN_FILES = /^(plan\.json|before\.json|result\.json|journal\.jsonl)(\.\d+\.part)?$/;

/** The runs in the folder, the newest first: directories of that name that hold nothing but files of tenon's own. Links are not followed. */
export const listStoredRuns = (): readonly StoredRun[] => listRunIds().flatMap((run) => readStoredRun(run) ?? []);

function readStoredRun(run: string): StoredRun | undefined {
  const folder = join(RUNS_FOLDER, run);
  try {
    if (!lstatSync(folder).isDirectory()) return undefined;
    const files = readdirSync(folder).map((name) => ({ name, stats: lstatSync(join(folder, name)) }));
    if (!files.every(({ name, stats }) => OWN_FILES.test(name) && stats.isFile())) return undefined;
    const bytes = files.reduce((sum, { stats }) => sum + stats.size, 0);
    return { run, bytes, isEnded: existsSync(getRunFile(run, 'result.json')) };
  } catch {
    // Removed meanwhile by another process, or not ours to look into.
    return undefined;
  }
}

/** The run whose rest this one does, as the first line of its journal says. */
export function readResumedRunId({ run }: StoredRun): string | undefined {
  try {
    const text = readTextFile(getRunFile(run, 'journal.jsonl'));
    const entries = parseJournal(text.slice(0, text.indexOf('\n') + 1));
    const [header] = entries.ok ? entries.value : [];
    return header?.entry === 'run' ? header.resumes : undefined;
  } catch {
    return undefined;
  }
}
