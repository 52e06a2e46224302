import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { readTextFile } from '../../disk/read-regular-file.ts';
import { isObject, type JsonObject } from '../../model/json/json-value.ts';

export const STATE_VERSION = 1;

/** The content of a state file: the full state on the first line, later changes on the following lines. */
export interface SavedState {
  readonly fullState: JsonObject;
  readonly laterChanges: readonly JsonObject[];
}

/** Enough for a large tenant and its later changes. */
const MAX_STATE_BYTES = 512 * 1024 * 1024;

export function readStateFile(file: string): SavedState | undefined {
  if (!existsSync(file)) return undefined;
  let saved: SavedState | undefined;
  try {
    saved = parseState(readTextFile(file, MAX_STATE_BYTES));
  } catch (cause) {
    throw new Error(`The emulator's state file ${file} cannot be read. Remove it to start with a fresh tenant.`, { cause });
  }
  if (saved.fullState.version !== STATE_VERSION) {
    throw new Error(
      `The emulator's state file ${file} has another format version than ${STATE_VERSION}. Remove it to start with a fresh tenant.`,
    );
  }
  return saved;
}

/** Drops an incomplete last line: the emulator was killed while writing it, before it answered the request. */
function parseState(text: string): SavedState {
  const [whole = '', ...later] = text.split('\n');
  if (later.length === 0 || !isJson(whole)) return { fullState: parseObject(text), laterChanges: [] };
  return { fullState: parseObject(whole), laterChanges: later.slice(0, -1).map(parseObject) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseObject(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  return isObject(value) ? value : {};
}

/** Readable by its owner only, because the state contains secrets. */
const FILE_MODE = 0o600;

/** Writes the file atomically (temporary file, then rename). Returns an open handle for appending. */
export async function writeFileAtomically(file: string, text: string): Promise<FileHandle> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  const handle = await open(temporary, 'ax', FILE_MODE);
  try {
    await handle.appendFile(text);
    await handle.datasync();
    await rename(temporary, file);
    return handle;
  } catch (error) {
    await handle.close();
    await rm(temporary, { force: true });
    throw error;
  }
}
