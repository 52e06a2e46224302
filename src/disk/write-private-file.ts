import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** Writes a file atomically, readable by its owner only. It is on disk when this returns. */
export function writePrivateFile(file: string, text: string): void {
  const temporaryFile = `${file}.${process.pid}.part`;
  // Never write into a file that somebody else has put there and can read.
  rmSync(temporaryFile, { force: true });
  const handle = openSync(temporaryFile, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporaryFile, file);
}
