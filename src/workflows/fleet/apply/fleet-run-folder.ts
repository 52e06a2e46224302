import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readTextFile } from '../../../disk/read-regular-file.ts';
import { writePrivateFile } from '../../../disk/write-private-file.ts';
import { isArray, isObject, type JsonValue } from '../../../model/json/json-value.ts';
import { omitUndefined } from '../../../model/json/omit-undefined.ts';
import { toPrintableJson } from '../../../model/json/printable-json.ts';
import { failWith, type Outcome, succeed } from '../../../model/plan/outcome.ts';
import { findNearestName, formatSuggestion } from '../../../model/problem/nearest-name.ts';
import type { Problem } from '../../../model/problem/problem.ts';
import { describeUnexpectedError } from '../../../model/problem/unexpected-error.ts';
import { isRunId } from '../../runs/run-folder.ts';
import { type RecordedTenant, readFleetJournal } from './fleet-journal.ts';

/** Where every apply to many tenants records what it plans and what is done. */
export const FLEETS_FOLDER = join('.tenon', 'fleets');

/** An apply to many tenants that is recorded. */
export interface FleetRun {
  readonly run: string;
  /** Names of its tenants. */
  readonly tenants: readonly string[];
  /** Addresses and address patterns that all its plans are limited to. Absent: they are of the whole definition. */
  readonly only?: readonly string[];
  /** Folder of the plans. */
  readonly plans: string;
  /** File of the journal. */
  readonly journal: string;
  /** What an earlier attempt recorded, by the name of the tenant. */
  readonly recorded: ReadonlyMap<string, RecordedTenant>;
}

const FORMAT = 'tenon-fleet-run/1';

/** Of older runs, this many are kept. */
const KEPT_RUNS = 20;

/** Creates the folder of a run. If this fails, nothing may be written to any tenant. */
export function createFleetRun(run: string, content: Pick<FleetRun, 'tenants' | 'only'>): Outcome<FleetRun, Problem> {
  try {
    pruneFleetRuns();
    const folder = join(FLEETS_FOLDER, run);
    mkdirSync(join(folder, 'plans'), { recursive: true, mode: 0o700 });
    writePrivateFile(join(folder, 'fleet.json'), `${toPrintableJson({ format: FORMAT, run, ...content }, 1)}\n`);
    return succeed(openFolder(run, content));
  } catch (error) {
    return failWith(createUnusableProblem(run, 'run-unwritable', `cannot be written: ${describeUnexpectedError(error)}`));
  }
}

/** Opens the folder of an earlier run, to do the rest of it. */
export function openFleetRun(run: string): Outcome<FleetRun, Problem> {
  const known = listFleetRuns();
  if (!known.includes(run)) return failWith(createUnknownRunProblem(run, known));
  try {
    const header: JsonValue = JSON.parse(readTextFile(join(FLEETS_FOLDER, run, 'fleet.json')));
    const content = parseHeader(header);
    return content ? succeed(openFolder(run, content)) : failWith(createUnusableProblem(run, 'run-unreadable', 'cannot be read'));
  } catch (error) {
    return failWith(createUnusableProblem(run, 'run-unreadable', `cannot be read: ${describeUnexpectedError(error)}`));
  }
}

/** A limit that cannot be read makes the whole run unreadable: without it, more would be applied than was asked for. */
function parseHeader(header: JsonValue): Pick<FleetRun, 'tenants' | 'only'> | undefined {
  if (!isObject(header) || header.format !== FORMAT) return undefined;
  const tenants = parseTexts(header.tenants);
  const only = parseTexts(header.only);
  if (!tenants || (header.only !== undefined && !only)) return undefined;
  return { tenants, ...omitUndefined({ only }) };
}

function parseTexts(value: JsonValue | undefined): readonly string[] | undefined {
  const texts = isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
  return isArray(value) && texts?.length === value.length ? texts : undefined;
}

function openFolder(run: string, content: Pick<FleetRun, 'tenants' | 'only'>): FleetRun {
  const journal = join(FLEETS_FOLDER, run, 'journal.jsonl');
  return { run, ...content, plans: join(FLEETS_FOLDER, run, 'plans'), journal, recorded: readFleetJournal(journal) };
}

/** Removes the plans of a run that is complete: nothing will need them again. */
export const removeFleetPlans = ({ plans }: FleetRun): void => rmSync(plans, { recursive: true, force: true });

/** Newest first. */
const listFleetRuns = (): readonly string[] =>
  existsSync(FLEETS_FOLDER) ? readdirSync(FLEETS_FOLDER).filter(isRunId).sort().reverse() : [];

function pruneFleetRuns(): void {
  for (const run of listFleetRuns().slice(KEPT_RUNS)) rmSync(join(FLEETS_FOLDER, run), { recursive: true, force: true });
}

const createUnknownRunProblem = (run: string, known: readonly string[]): Problem => ({
  code: 'run-unknown',
  severity: 'error',
  message: `${FLEETS_FOLDER} has no run "${run}"`,
  hint: formatSuggestion(findNearestName(run, known)) ?? 'Start over: tenants that are in sync are not changed again.',
});

const createUnusableProblem = (run: string, code: 'run-unwritable' | 'run-unreadable', what: string): Problem => ({
  code,
  severity: 'error',
  message: `${join(FLEETS_FOLDER, run)} ${what}`,
  hint: 'An apply to many tenants is recorded there, so that it can be resumed. Make the folder readable and writable, or start over.',
});
