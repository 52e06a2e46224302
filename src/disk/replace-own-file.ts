import { lstatSync } from 'node:fs';
import { writePrivateFile } from './write-private-file.ts';

/** Writes a new file, or replaces one that belongs to the user, readable by its owner only. Throws if it is a link or someone else's. */
export function replaceOwnFile(file: string, text: string): void {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new Error('it is not a regular file');
  if (found && process.getuid && found.uid !== process.getuid()) throw new Error('it belongs to another user');
  writePrivateFile(file, text);
}
