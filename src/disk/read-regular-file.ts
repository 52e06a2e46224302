import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** The bytes of a file, or why they could not be read. */
export type RegularFileRead =
  | { readonly kind: 'read'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** `why` is the end of a sentence, such as "it does not exist". */
  | { readonly kind: 'unreadable'; readonly why: string };

/** Without O_NONBLOCK, opening a named pipe would wait for a writer. */
const NON_BLOCKING_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
const CHUNK_BYTES = 1 << 20;

/** Reads a regular file of at most `limit` bytes. Devices, pipes and the like are refused without reading, because they may never end. */
export function readRegularFile(path: string, limit: number): RegularFileRead {
  let handle: number | undefined;
  try {
    handle = openSync(path, NON_BLOCKING_FLAGS);
    const stats = fstatSync(handle);
    if (!stats.isFile()) return { kind: 'unreadable', why: `it is ${describeFileKind(stats)}, not a regular file` };
    return stats.size > limit ? { kind: 'too-large' } : readAtMost(handle, stats.size, limit);
  } catch (error) {
    return { kind: 'unreadable', why: explainFileError(error) };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** The size is only a hint: files in /proc report 0, and a file may grow while it is read. */
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
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'its symbolic links form a loop',
  ENAMETOOLONG: 'its name is too long',
  ENOTDIR: 'a part of its path is not a directory',
  ENXIO: 'it is a socket or a device, not a regular file',
  EAGAIN: 'it is not a regular file',
};

/** Explains why accessing a file failed, as the end of a sentence. */
export function explainFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FILE_ERROR_REASONS[code] ?? (code || 'unknown reason');
}

/** Reads a UTF-8 text file of at most `limit` bytes. Throws an error whose message says why the file cannot be read. */
export function readTextFile(path: string, limit = MAX_DOCUMENT_BYTES): string {
  const file = readRegularFile(path, limit);
  if (file.kind === 'read') return file.bytes.toString('utf8');
  throw new Error(file.kind === 'too-large' ? `it is larger than ${limit / 1024 / 1024} MB` : file.why);
}

/** Larger than any plan that people can review, and small enough for the memory of a CI runner. */
export const MAX_DOCUMENT_BYTES = 128 * 1024 * 1024;
