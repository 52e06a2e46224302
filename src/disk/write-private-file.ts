import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** Writes a file that only its owner can read, whole or not at all: it is on the disk when this returns. */
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
