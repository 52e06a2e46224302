import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import type { Loaded } from '../../loader/load.ts';
import { type Address, matchesPattern } from '../../model/address.ts';
import { isChange, type Operation } from '../../model/plan.ts';
import type { Problem } from '../../model/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { clean } from '../../reporter/sanitize.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { planFor } from '../planning.ts';
import type { Terminal } from '../terminal.ts';
import { chosen } from './choose.ts';
import { replaceFiles } from './replace.ts';

export interface AcceptOptions {
  /** Addresses, which may hold `*`; `true`: whatever differs. */
  readonly accept?: readonly string[] | true;
}

export interface TakeOver {
  readonly loaded: Loaded;
  readonly files: readonly string[];
  readonly snapshot: Snapshot;
  readonly only: readonly string[] | true;
  readonly terminal: Terminal;
}

/** Takes what the tenant has over into the files. Ends with 0 where a plan would then be empty, and with 2 where it would not. */
export async function takeOver({ loaded, files, snapshot, only, terminal }: TakeOver): Promise<ExitCode> {
  const planned = await planFor(loaded, snapshot);
  if (!planned.ok) return fail(planned.error, terminal);
  const operations = planned.value.operations.filter(isChange);
  const strangers =
    only === true ? [] : only.filter((pattern) => !operations.some(({ address }) => matchesPattern(address, pattern)));
  if (strangers.length > 0) return fail(strangers.map(nothingAt), terminal);
  const wanted =
    only === true
      ? await chosen(addressesOf(operations), terminal)
      : (address: Address) => only.some((pattern) => matchesPattern(address, pattern));
  const accepted = operations.filter(({ address }) => wanted(address));
  const { updateFiles } = await import('../../exporter/update/update.ts');
  const { RESOURCE_TYPES } = await import('../../resources/index.ts');
  const last = realpathSync(files.at(-1) ?? '.');
  const isOpen = (path: string): boolean => files.length === 1 || path === last;
  const updated = updateFiles({ operations: accepted, snapshot, catalogue: RESOURCE_TYPES, written: loaded.written, isOpen });
  const problem = replaceFiles(updated.files);
  if (problem) return fail([problem], terminal);
  await terminal.problems(updated.left);
  const names = updated.files.map(({ path }) => clean(relative(process.cwd(), path)));
  terminal.tell(
    updated.taken.length === 0
      ? 'Nothing was taken over'
      : `Taken over into ${names.join(', ')}: ${clean(updated.taken.join(', '))}`,
  );
  return updated.left.length === 0 && accepted.length === operations.length ? EXIT.ok : EXIT.differs;
}

const addressesOf = (operations: readonly Operation[]): readonly Address[] => [
  ...new Set(operations.map(({ address }) => address)),
];

async function fail(problems: readonly Problem[], terminal: Terminal): Promise<ExitCode> {
  await terminal.problems(problems);
  return EXIT.error;
}

const nothingAt = (pattern: string): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `Nothing differs at ${pattern}`,
  expected: 'the address of a resource that differs, such as clients/Shop or clients/*',
  hint: 'FILE comes before --accept.',
});

/** What watches, posts or reports to machines does not change files on the side. */
export const notWith = ({ accept, watch }: AcceptOptions & { readonly watch?: boolean }): Problem | undefined =>
  accept !== undefined && watch
    ? { code: 'usage', severity: 'error', message: '--accept changes files once, --watch never ends', expected: 'one of the two' }
    : undefined;
