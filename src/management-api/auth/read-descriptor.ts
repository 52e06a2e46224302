import { fstatSync, readFileSync, type Stats } from 'node:fs';
import { Socket } from 'node:net';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { createSourceProblem, MAX_CREDENTIAL_BYTES } from './source-problems.ts';

const TIMEOUT_MS = 10_000;

/** A descriptor can be read only once, and several tenants may share it. */
const known = new Map<number, Promise<Outcome<string, Problem>>>();

/** Reads a file descriptor that the parent process opened, to its end. */
export function readDescriptor(fd: number): Promise<Outcome<string, Problem>> {
  const reading = known.get(fd) ?? readOnce(fd);
  known.set(fd, reading);
  return reading;
}

async function readOnce(fd: number): Promise<Outcome<string, Problem>> {
  const stats = getStats(fd);
  if (!stats)
    return failWith(createProblem(fd, 'it is not open', `Open it where tenon is started: tenon plan ${fd}< credentials`));
  try {
    if (stats.isFile() && stats.size <= MAX_CREDENTIAL_BYTES) return succeed(readFileSync(fd, 'utf8'));
    return stats.isFIFO() || stats.isSocket()
      ? await readPipe(fd)
      : failWith(createProblem(fd, 'it is no small file and no pipe'));
  } catch {
    return failWith(createProblem(fd, 'it cannot be read'));
  }
}

function getStats(fd: number): Stats | undefined {
  try {
    return fstatSync(fd);
  } catch {
    return undefined;
  }
}

/** A socket reads a pipe without blocking a thread, so that a writer that never ends cannot keep the process alive. */
async function readPipe(fd: number): Promise<Outcome<string, Problem>> {
  const socket = new Socket({ fd, readable: true, writable: false });
  const timer = setTimeout(() => socket.destroy(new Error('timeout')), TIMEOUT_MS);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of socket) {
      chunks.push(Buffer.from(chunk));
      if (Buffer.concat(chunks).length > MAX_CREDENTIAL_BYTES) return failWith(createProblem(fd, 'it has too much data'));
    }
    return succeed(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return failWith(createProblem(fd, `it was not closed within ${TIMEOUT_MS / 1000} seconds`));
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

const createProblem = (fd: number, why: string, hint?: string): Problem =>
  createSourceProblem(`no credentials from file descriptor ${fd}: ${why}`, hint);
