import { type FileHandle, open } from 'node:fs/promises';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { Action } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { OperationStatus } from '../../model/plan/result.ts';

/** The first line of a journal, which identifies the run. */
export interface RunHeader {
  readonly entry: 'run';
  readonly run: string;
  readonly tool: string;
  readonly tenant: string;
  /** Number of operations in the plan. */
  readonly operations: number;
  /** Id of the run that this one resumes. */
  readonly resumes?: string;
}

export type JournalEntry =
  | RunHeader
  | { readonly entry: 'began'; readonly id: string; readonly action: Action; readonly address: string }
  | { readonly entry: 'ended'; readonly id: string; readonly status: OperationStatus; readonly liveId?: string };

/** Appends lines to a journal. A promise resolves once its line is on disk; lines that wait at the same time share one flush. */
export class JournalFile {
  readonly #handle: FileHandle;
  #waiting: string[] = [];
  #flushing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(file: string): Promise<JournalFile> {
    return new JournalFile(await open(file, 'ax', 0o600));
  }

  append(entry: JournalEntry): Promise<void> {
    this.#waiting.push(`${toPrintableJson({ at: new Date().toISOString(), ...entry })}\n`);
    this.#next ??= this.#flushAfter(this.#flushing);
    return this.#next;
  }

  close = (): Promise<void> => this.#handle.close();

  #flushAfter(earlier: Promise<void>): Promise<void> {
    // After a failed flush all later ones fail too, so that nothing is appended to half a line.
    this.#flushing = earlier.then(() => this.#flush());
    return this.#flushing;
  }

  async #flush(): Promise<void> {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#next = undefined;
    await this.#handle.appendFile(text);
    await this.#handle.datasync();
  }
}

/** Parses a journal; fails with the number of the first invalid line. An invalid last line is ignored: a crash may have truncated it. */
export function parseJournal(text: string): Outcome<readonly JournalEntry[], number> {
  const lines = text.split('\n');
  const entries = lines.slice(0, -1).map(parseJournalLine);
  const broken = entries.indexOf(undefined);
  if (broken >= 0 && broken < entries.length - 1) return failWith(broken + 1);
  return succeed(entries.filter((entry) => entry !== undefined));
}

function parseJournalLine(line: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? toJournalEntry(value) : undefined;
  } catch {
    return undefined;
  }
}

const ACTIONS: readonly Action[] = ['create', 'update', 'delete', 'link', 'unlink', 'note'];
const STATUSES: readonly OperationStatus[] = ['done', 'failed', 'not started'];

function toJournalEntry({ entry, id, ...more }: JsonObject): JournalEntry | undefined {
  if (entry === 'run') return toRunHeader(more);
  if (typeof id !== 'string') return undefined;
  const action = ACTIONS.find((known) => known === more.action);
  const status = STATUSES.find((known) => known === more.status);
  if (entry === 'began' && action && typeof more.address === 'string') return { entry, id, action, address: more.address };
  if (entry !== 'ended' || !status) return undefined;
  return { entry, id, status, ...(typeof more.liveId === 'string' ? { liveId: more.liveId } : {}) };
}

function toRunHeader({ run, tool, tenant, operations, resumes }: JsonObject): RunHeader | undefined {
  if (typeof run !== 'string' || typeof tool !== 'string' || typeof tenant !== 'string' || typeof operations !== 'number')
    return undefined;
  return { entry: 'run', run, tool, tenant, operations, ...(typeof resumes === 'string' ? { resumes } : {}) };
}
