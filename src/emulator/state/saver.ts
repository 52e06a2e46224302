import type { FileHandle } from 'node:fs/promises';
import { writeWhole } from './persist.ts';

export interface Sources {
  /** All there is, as one line. */
  readonly whole: () => string;
  /** What has changed since either was last asked, as one line. */
  readonly changes: () => string;
}

/** Changes are written behind the whole until they have grown larger than it, and this. */
const ENOUGH = 1_000_000;

/**
 * Writes the state before a write is answered, so that what the emulator acknowledged survives a kill. Requests that come
 * while a save is under way share the next one.
 */
export class Saver {
  readonly #file: string;
  readonly #sources: Sources;
  #handle: FileHandle | undefined;
  #room = 0;
  #running: Promise<void> | undefined;
  #waiting: Promise<void> | undefined;

  constructor(file: string, sources: Sources) {
    this.#file = file;
    this.#sources = sources;
  }

  save(): Promise<void> {
    if (this.#running === undefined) return this.#start();
    this.#waiting ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#waiting = undefined;
        return this.#start();
      });
    return this.#waiting;
  }

  /** The next save writes everything: what changed cannot be told, or need not be. */
  startOver(): void {
    this.#room = 0;
  }

  /** Leaves one whole document behind. */
  async close(): Promise<void> {
    this.startOver();
    await this.save();
    await this.#handle?.close();
    this.#handle = undefined;
  }

  #start(): Promise<void> {
    const run = this.#write().finally(() => {
      if (this.#running === run) this.#running = undefined;
    });
    this.#running = run;
    return run;
  }

  async #write(): Promise<void> {
    const changes = this.#sources.changes();
    if (this.#handle === undefined || this.#room < changes.length) return this.#writeWhole();
    this.#room -= changes.length;
    try {
      await this.#handle.appendFile(`${changes}\n`);
      await this.#handle.datasync();
    } catch (error) {
      this.startOver();
      throw error;
    }
  }

  async #writeWhole(): Promise<void> {
    const text = this.#sources.whole();
    const before = this.#handle;
    this.#handle = undefined;
    await before?.close();
    this.#handle = await writeWhole(this.#file, `${text}\n`);
    this.#room = Math.max(ENOUGH, text.length);
  }
}
