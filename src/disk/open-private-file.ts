import { fchmodSync, fstatSync, openSync } from 'node:fs';

/** Opens a file for writing, readable by its owner only. Truncates an existing file and changes its permissions. */
export function openPrivateFile(file: string): number {
  const handle = openSync(file, 'w', 0o600);
  if (fstatSync(handle).isFile()) fchmodSync(handle, 0o600);
  return handle;
}
