import type { FileHandle } from 'node:fs/promises';
import { writeFileAtomically } from './state-file.ts';

export interface StateSources {
  /** Returns the full state as one line. */
  readonly whole: () => string;
  /** Returns the changes since its last call as one line. */
  readonly changes: () => string;
}

/** Changes are appended until they are larger than the full state and this many characters. Then the file is rewritten. */
const MIN_REWRITE_LENGTH = 1_000_000;

/**
 * Saves the state before a write is answered, so acknowledged writes survive a kill. Requests that arrive during a save share
 * the next one.
 */
export class StateSaver {
  readonly #file: string;
  readonly #sources: StateSources;
  #handle: FileHandle | undefined;
  #roomForChanges = 0;
  #currentSave: Promise<void> | undefined;
  #nextSave: Promise<void> | undefined;

  constructor(file: string, sources: StateSources) {
    this.#file = file;
    this.#sources = sources;
  }

  save(): Promise<void> {
    if (this.#currentSave === undefined) return this.#start();
    this.#nextSave ??= this.#currentSave
      .catch(() => undefined)
      .then(() => {
        this.#nextSave = undefined;
        return this.#start();
      });
    return this.#nextSave;
  }

  /** Makes the next save write the full state. */
  requireFullSave(): void {
    this.#roomForChanges = 0;
  }

  /** Writes the full state and closes the file. */
  async close(): Promise<void> {
    this.requireFullSave();
    await this.save();
    await this.#handle?.close();
    this.#handle = undefined;
  }

  #start(): Promise<void> {
    const run = this.#write().finally(() => {
      if (this.#currentSave === run) this.#currentSave = undefined;
    });
    this.#currentSave = run;
    return run;
  }

  async #write(): Promise<void> {
    const changes = this.#sources.changes();
    if (this.#handle === undefined || this.#roomForChanges < changes.length) return this.#writeFullState();
    this.#roomForChanges -= changes.length;
    try {
      await this.#handle.appendFile(`${changes}\n`);
      await this.#handle.datasync();
    } catch (error) {
      this.requireFullSave();
      throw error;
    }
  }

  async #writeFullState(): Promise<void> {
    const text = this.#sources.whole();
    const before = this.#handle;
    this.#handle = undefined;
    await before?.close();
    this.#handle = await writeFileAtomically(this.#file, `${text}\n`);
    this.#roomForChanges = Math.max(MIN_REWRITE_LENGTH, text.length);
  }
}
