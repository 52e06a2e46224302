import { fchmodSync, fstatSync, openSync } from 'node:fs';

/** Opens a file to write it anew, for its owner's eyes alone, also where it was there before with other rights. */
export function openPrivateFile(file: string): number {
  const handle = openSync(file, 'w', 0o600);
  if (fstatSync(handle).isFile()) fchmodSync(handle, 0o600);
  return handle;
}
