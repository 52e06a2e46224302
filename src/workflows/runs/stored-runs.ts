import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTextFile } from '../../disk/read-regular-file.ts';
import { parseJournal } from './journal-file.ts';
import { getRunFile, listRunIds, RUNS_FOLDER } from './run-folder.ts';

/** What pruning needs to know about a run. */
export interface StoredRun {
  readonly run: string;
  readonly bytes: number;
  /** Whether it recorded its result. */
  readonly isEnded: boolean;
}

/** Files that tenon writes into a run folder, including unfinished ones. */
const OWN_FILES = /^(plan\.json|before\.json|result\.json|journal\.jsonl)(\.\d+\.part)?$/;

/** Lists run folders, newest first. Skips links, and folders that contain anything but tenon's own files. */
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
    // Another process has just removed it, or it is not readable.
    return undefined;
  }
}

/** Reads from the journal which run this one resumed. Undefined: none. */
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
