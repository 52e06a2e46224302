import type { FileHandle } from 'node:fs/promises';
import { writeFileAtomically } from './state-file.ts';

export interface StateSources {
  /** All there is, as one line. */
  readonly whole: () => string;
  /** What has changed since either was last asked, as one line. */
  readonly changes: () => string;
}

/** Changes are written behind the whole until they have grown larger than it, and this. */
const MIN_REWRITE_LENGTH = 1_000_000;

/**
 * Writes the state before a write is answered, so that what the emulator acknowledged survives a kill. Requests that come
 * while a save is under way share the next one.
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

  /** The next save writes everything: what changed cannot be told, or need not be. */
  requireFullSave(): void {
    this.#roomForChanges = 0;
  }

  /** Leaves one whole document behind. */
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
