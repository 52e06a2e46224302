import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** Writes a file atomically, readable by its owner only. It is on disk when this returns. */
export function writePrivateFile(file: string, text: string): void {
  const temporaryFile = `${file}.${process.pid}.part`;
  const handle = openSync(temporaryFile, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporaryFile, file);
}
