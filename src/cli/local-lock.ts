import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readTextFile } from '../disk/read-regular-file.ts';
import type { Held, Lock } from '../management-api/coordination/shared-limits.ts';
import { isObject, type JsonValue } from '../model/json/json.ts';
import { printableJson } from '../model/json/printable-json.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import { faultText } from '../model/problem/fault.ts';
import type { Problem } from '../model/problem/problem.ts';
import { identifyProcess } from './process-identity.ts';
import { LOCKS } from './runs/folder.ts';

/**
 * The lock on a tenant among the processes that work in one folder: a file that names its owner. A link is made or refused as a whole, so one of two
 * that begin together gets it. Whoever was killed leaves the file behind; it counts only while its process lives.
 */
export function lockLocally(tenant: string, run: string): Outcome<Lock | Held, Problem> {
  try {
    return success(takeLock(tenant, run));
  } catch (error) {
    return failure({
      code: 'run-unwritable',
      severity: 'error',
      message: `${LOCKS} cannot be written: ${faultText(error)}`,
      hint: 'Run it in a folder that can be written to: an apply keeps there what it did and what was there before.',
    });
  }
}

function takeLock(tenant: string, run: string): Lock | Held {
  mkdirSync(LOCKS, { recursive: true });
  const file = join(LOCKS, `${encodeURIComponent(tenant)}.lock`);
  const own = `${file}.${process.pid}`;
  const started = identifyProcess(process.pid)?.started ?? '';
  const owner: Owner = { run, host: hostname(), pid: process.pid, started, since: new Date().toISOString() };
  writeFileSync(own, printableJson(owner), { mode: 0o600 });
  try {
    for (let attempt = 1; attempt <= 3; attempt++) {
      if (isLinked(own, file)) return hold(file);
      const other = ownerOf(file);
      if (other && isAlive(other)) return { kind: 'held', by: other };
      removeStale(file, own);
    }
    return { kind: 'held', by: undefined };
  } finally {
    rmSync(own, { force: true });
  }
}

interface Owner {
  readonly run: string;
  readonly host: string;
  readonly pid: number;
  /** Empty where the system does not tell. */
  readonly started: string;
  readonly since: string;
}

/** Runs that hold a lock here. One that holds a lock in Redis is not among them. */
export const runsUnderWay = (): ReadonlySet<string> =>
  new Set(
    (existsSync(LOCKS) ? readdirSync(LOCKS) : [])
      .filter((name) => name.endsWith('.lock'))
      .flatMap((name) => ownerOf(join(LOCKS, name)) ?? [])
      .filter(isAlive)
      .map(({ run }) => run),
  );

function hold(file: string): Lock {
  process.once('exit', () => rmSync(file, { force: true }));
  return { kind: 'lock', lost: new AbortController().signal };
}

function isLinked(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch {
    return false;
  }
}

/** Undefined where it is gone by now, or was not written by us. */
function ownerOf(file: string): Owner | undefined {
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

/** Of another machine (a shared folder) nobody can tell, so it counts as alive. */
function isAlive({ host, pid, started }: Owner): boolean {
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

/** Moved aside first: of several that find it stale one gets it. What turns out to be the lock of one that came in between is put back. */
function removeStale(file: string, own: string): void {
  const aside = `${own}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = ownerOf(aside);
  if (moved && isAlive(moved)) isLinked(aside, file);
  rmSync(aside, { force: true });
}
