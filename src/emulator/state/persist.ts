import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { isObject, type JsonObject } from '../../model/json.ts';

export const STATE_VERSION = 1;

export function readState(file: string): JsonObject | undefined {
  if (!existsSync(file)) return undefined;
  let state: unknown;
  try {
    state = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`The emulator's state file ${file} cannot be read. Remove it to start with a fresh tenant.`, { cause });
  }
  if (!isObject(state) || state.version !== STATE_VERSION) {
    throw new Error(
      `The emulator's state file ${file} is not of this version (${STATE_VERSION}). Remove it to start with a fresh tenant.`,
    );
  }
  return state;
}

/**
 * Writes the state before a write is answered, so that what the emulator acknowledged survives a kill. Requests that come
 * while a save is under way share the next one.
 */
export class Saver {
  readonly #file: string;
  readonly #dump: () => JsonObject;
  #running: Promise<void> | undefined;
  #waiting: Promise<void> | undefined;

  constructor(file: string, dump: () => JsonObject) {
    this.#file = file;
    this.#dump = dump;
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

  #start(): Promise<void> {
    const run = writeAtomically(this.#file, JSON.stringify(this.#dump())).finally(() => {
      if (this.#running === run) this.#running = undefined;
    });
    this.#running = run;
    return run;
  }
}

/** Holds secrets: readable by its owner only. */
async function writeAtomically(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
