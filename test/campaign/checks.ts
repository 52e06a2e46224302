import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../src/model/plan/operation.ts';
import type { OperationResult, Result } from '../../src/model/plan/result.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { readRun } from '../../src/workflows/runs/read-run.ts';
import type { FaultHit, FaultName } from './campaign-faults.ts';
import { describeDifference, type ObservedState } from './observed-state.ts';
import type { ProgramRun } from './program.ts';

const isOutcomeUnknown = ({ problems }: OperationResult): boolean => problems.some(({ code }) => code === 'outcome-unknown');
const mayHaveChanged = (one: OperationResult): boolean => one.status === 'done' || one.partly === true || isOutcomeUnknown(one);

/** The exit code that a result calls for. */
function computeExitCode({ refused, operations }: Result): number {
  if (refused) return 3;
  if (operations.every(({ status }) => status === 'done')) return 0;
  return operations.some(mayHaveChanged) ? 4 : 1;
}

export function checkExit({ code, result }: ProgramRun): readonly string[] {
  if (code === null || !result) return [];
  return code === computeExitCode(result) ? [] : [`exit code ${code}, and the report says ${computeExitCode(result)}`];
}

const formatTarget = ({ address, relation }: Pick<Operation, 'address' | 'relation'>): string => `${address} ${relation ?? ''}`;

/** What is done is not planned again; what was not begun is, and what failed too, unless nobody knows. */
export function checkResult(
  planned: readonly string[],
  { operations, refused }: Result,
  left: readonly Operation[],
): readonly string[] {
  if (refused) return [];
  const open = new Set(left.map(formatTarget));
  const unsettled = new Set(operations.filter(({ status }) => status !== 'done').map(formatTarget));
  const reported = operations.map(({ id }) => id);
  const wrong = operations.flatMap((one): readonly string[] => {
    const isOpen = open.has(formatTarget(one));
    if (one.status === 'done')
      return isOpen && !unsettled.has(formatTarget(one)) ? [`${one.id} is told as done, and is not`] : [];
    if (one.status === 'failed' && mayHaveChanged(one)) return [];
    return isOpen ? [] : [`${one.id} is told as ${one.status}, and is done`];
  });
  const same = isDeepStrictEqual([...reported].sort(), [...planned].sort());
  return same ? wrong : [`reported ${reported.join(', ')}; planned ${planned.join(', ')}`, ...wrong];
}

/** The journal, the report and what `tenon runs RUN` tells are the same. */
export function checkJournal(run: string, report: Result, shownRun: ProgramRun): readonly string[] {
  const record = readRun(run);
  if (!record.ok) return [`journal: ${record.error.message}`];
  const { operations } = record.value;
  const wrong = report.operations.flatMap(({ id, status }) => {
    const known = operations.get(id);
    const written = !known ? 'not started' : known.state === 'ended' ? known.result.status : 'failed';
    return written === status ? [] : [`journal: ${id} is ${written}, reported as ${status}`];
  });
  const runs = shownRun.code === 0 && isDeepStrictEqual(shownRun.result, report) ? [] : [`tenon runs ${run} tells otherwise`];
  return [...wrong, ...runs];
}

/** The tenant is as it should be, in both ways of looking at it. */
export function checkState(
  when: string,
  expected: Pick<ObservedState, 'text' | 'names'>,
  found: ObservedState,
): readonly string[] {
  const difference = describeDifference(expected.text, found.text);
  return [
    ...(difference === undefined ? [] : [`${when} the tenant differs: ${difference}`]),
    ...checkNames(when, [expected.names], found.names),
  ];
}

const countName = (names: readonly string[], name: string): number => names.filter((one) => one === name).length;

/** Nothing is there more often than in any of these. */
export function checkNames(when: string, allowed: readonly (readonly string[])[], names: readonly string[]): readonly string[] {
  return [...new Set(names)].flatMap((name) => {
    const most = Math.max(...allowed.map((each) => countName(each, name)));
    return countName(names, name) > most ? [`${when} there are ${countName(names, name)} of ${name}, not ${most}`] : [];
  });
}

/** A create whose answer is lost, where nobody can look for what it made, is told as not known and is not sent again. */
export function checkUnknownOutcome(fault: FaultName, { hit, times }: FaultHit, { operations }: Result): readonly string[] {
  const isCreate = hit?.method === 'POST' && CATALOGUE.collections.some(({ path }) => hit.path === `/api/v2${path}`);
  if (fault !== 'lost-blind' || !isCreate) return [];
  return [
    ...(times === 1 ? [] : [`sent ${times} times, though nobody could look`]),
    ...(operations.some(isOutcomeUnknown) ? [] : ['nobody could look, and no outcome is told as unknown']),
  ];
}
