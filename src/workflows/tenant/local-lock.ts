import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readTextFile } from '../../disk/read-regular-file.ts';
import type { HeldLock, TenantLock } from '../../management-api/coordination/shared-limits.ts';
import { isObject, type JsonValue } from '../../model/json/json-value.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { describeUnexpectedError } from '../../model/problem/unexpected-error.ts';
import { LOCKS_FOLDER } from '../runs/run-folder.ts';
import { identifyProcess } from './process-identity.ts';

/**
 * Locks a tenant among the processes of one folder, with a file that names its owner. Creating a hard link is atomic, so only one of two
 * concurrent processes gets the lock. A killed process leaves the file behind; it counts only while that process lives.
 */
export function lockLocally(tenant: string, run: string): Outcome<TenantLock | HeldLock, Problem> {
  try {
    return succeed(takeLock(tenant, run));
  } catch (error) {
    return failWith({
      code: 'run-unwritable',
      severity: 'error',
      message: `${LOCKS_FOLDER} cannot be written: ${describeUnexpectedError(error)}`,
      hint: 'Run tenon in a writable folder: an apply records there what it does and the state before it.',
    });
  }
}

function takeLock(tenant: string, run: string): TenantLock | HeldLock {
  mkdirSync(LOCKS_FOLDER, { recursive: true });
  const file = join(LOCKS_FOLDER, `${encodeURIComponent(tenant)}.lock`);
  const ownFile = `${file}.${process.pid}`;
  const started = identifyProcess(process.pid)?.started ?? '';
  const owner: LockOwner = { run, host: hostname(), pid: process.pid, started, since: new Date().toISOString() };
  writeFileSync(ownFile, toPrintableJson(owner), { mode: 0o600 });
  try {
    for (let attempt = 1; attempt <= 3; attempt++) {
      if (tryLink(ownFile, file)) return holdLock(file, run);
      const other = readLockOwner(file);
      if (other && isAlive(other)) return { kind: 'held', by: other };
      removeStaleLock(file, ownFile);
    }
    return { kind: 'held', by: undefined };
  } finally {
    rmSync(ownFile, { force: true });
  }
}

interface LockOwner {
  readonly run: string;
  readonly host: string;
  readonly pid: number;
  /** Start time of the process. Empty: the system does not show it. */
  readonly started: string;
  readonly since: string;
}

/** Lists the runs that hold a lock in this folder. Locks in Redis are not included. */
export const listActiveRuns = (): ReadonlySet<string> =>
  new Set(
    (existsSync(LOCKS_FOLDER) ? readdirSync(LOCKS_FOLDER) : [])
      .filter((name) => name.endsWith('.lock'))
      .flatMap((name) => readLockOwner(join(LOCKS_FOLDER, name)) ?? [])
      .filter(isAlive)
      .map(({ run }) => run),
  );

/** Files of the locks that this process holds, by run. */
const heldLocks = new Map<string, string>();

function holdLock(file: string, run: string): TenantLock {
  if (heldLocks.size === 0) process.once('exit', removeHeldLocks);
  heldLocks.set(run, file);
  return { kind: 'lock', lost: new AbortController().signal };
}

function removeHeldLocks(): void {
  for (const run of [...heldLocks.keys()]) unlockLocally(run);
}

/** Releases the lock that a run holds, if any. */
export function unlockLocally(run: string): void {
  const file = heldLocks.get(run);
  if (file === undefined) return;
  heldLocks.delete(run);
  rmSync(file, { force: true });
  if (heldLocks.size === 0) process.off('exit', removeHeldLocks);
}

function tryLink(ownFile: string, file: string): boolean {
  try {
    linkSync(ownFile, file);
    return true;
  } catch {
    return false;
  }
}

/** Undefined: the file is gone, or tenon did not write it. */
function readLockOwner(file: string): LockOwner | undefined {
  try {
    const value: JsonValue = JSON.parse(readTextFile(file));
    if (!isObject(value)) return undefined;
    const { run, host, pid, started = '', since } = value;
    if (typeof run !== 'string' || typeof host !== 'string' || typeof since !== 'string') return undefined;
    return typeof pid === 'number' && typeof started === 'string' ? { run, host, pid, started, since } : undefined;
  } catch {
    return undefined;
  }
}

/** On another machine (a shared folder) this cannot be checked, so the owner counts as alive. */
function isAlive({ host, pid, started }: LockOwner): boolean {
  if (host !== hostname()) return true;
  const now = identifyProcess(pid);
  if (now) return !now.ended && (started === '' || started === now.started);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Renames the file first, so that only one process removes it. If a live process took the lock in the meantime, it is put back. */
function removeStaleLock(file: string, ownFile: string): void {
  const staleFile = `${ownFile}.stale`;
  try {
    renameSync(file, staleFile);
  } catch {
    return;
  }
  const moved = readLockOwner(staleFile);
  if (moved && isAlive(moved)) tryLink(staleFile, file);
  rmSync(staleFile, { force: true });
}
