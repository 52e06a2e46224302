import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** What may be read of a path that somebody names: its bytes, or why not. */
export type RegularFileRead =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** A device or a pipe may never end, and opening a pipe waits for its writer. */
const NON_BLOCKING_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
const CHUNK_BYTES = 1 << 20;

/** Reads a regular file of at most `limit` bytes. Everything else that a path can name is refused at once, and nothing of it is read. */
export function readRegularFile(path: string, limit: number): RegularFileRead {
  let handle: number | undefined;
  try {
    handle = openSync(path, NON_BLOCKING_FLAGS);
    const stats = fstatSync(handle);
    if (!stats.isFile()) return { kind: 'unreadable', why: `it is ${describeFileKind(stats)}, and no regular file` };
    return stats.size > limit ? { kind: 'too-large' } : readAtMost(handle, stats.size, limit);
  } catch (error) {
    return { kind: 'unreadable', why: explainFileError(error) };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** The size is a hint only: files of the kernel say 0, and a file may grow while it is read. */
function readAtMost(handle: number, size: number, limit: number): RegularFileRead {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.min(Math.max(size - total, 0) + 1, CHUNK_BYTES));
    const count = readSync(handle, chunk);
    if (count === 0) return { kind: 'read', bytes: Buffer.concat(chunks) };
    chunks.push(chunk.subarray(0, count));
    total += count;
    if (total > limit) return { kind: 'too-large' };
  }
}

function describeFileKind(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

const FILE_ERROR_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'reading it is not permitted',
  EPERM: 'reading it is not permitted',
  EISDIR: 'it is a directory',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOTDIR: 'a part of its path is no directory',
  ENXIO: 'it is a socket or a device, and no regular file',
  EAGAIN: 'it is no regular file',
};

/** Why an access to a file failed, as the end of a sentence. */
export function explainFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FILE_ERROR_REASONS[code] ?? (code || 'unknown reason');
}

/** The text of a document that tenon wrote or was given, in UTF-8. Throws an error whose message says why it cannot be read. */
export function readTextFile(path: string, limit = MAX_DOCUMENT_BYTES): string {
  const file = readRegularFile(path, limit);
  if (file.kind === 'read') return file.bytes.toString('utf8');
  throw new Error(file.kind === 'too-large' ? `it is larger than ${limit / 1024 / 1024} MB` : file.why);
}

/** More than any plan that people could review; less than what would exhaust the memory of a runner. */
export const MAX_DOCUMENT_BYTES = 128 * 1024 * 1024;
