import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { readTextFile } from '../../disk/read-regular-file.ts';
import type { EmulatorOptions, FaultPlan, isPlanName, PLAN_NAMES, parseFaultPlan } from '../../emulator/index.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

export interface EmulateOptions {
  readonly port: number;
  readonly state?: string;
  readonly plan?: string;
  readonly faults?: string;
  readonly tls?: true;
  readonly scopes?: string;
  readonly seed?: string;
}

/** Of the emulator, which is loaded only by who runs one. */
interface Facts {
  readonly PLAN_NAMES: typeof PLAN_NAMES;
  readonly isPlanName: typeof isPlanName;
  readonly parseFaultPlan: typeof parseFaultPlan;
}

/** Flags as the emulator takes them; or the first that is wrong. */
export function emulatorOptions(flags: EmulateOptions, facts: Facts): Outcome<EmulatorOptions, Problem> {
  const { port, state, plan, faults, tls, scopes, seed } = flags;
  if (plan !== undefined && !facts.isPlanName(plan))
    return refused('usage', `there is no subscription "${plan}"`, `Known: ${facts.PLAN_NAMES.join(', ')}.`);
  const faultPlan = faults === undefined ? success(undefined) : readFaults(faults, facts);
  if (!faultPlan.ok) return faultPlan;
  const folder = state === undefined ? success(undefined) : makeFolder(state);
  if (!folder.ok) return folder;
  return success({
    port,
    ...(state === undefined ? {} : { stateFile: state }),
    ...(plan === undefined ? {} : { plan }),
    ...(faultPlan.value === undefined ? {} : { faults: faultPlan.value }),
    ...(tls === undefined ? {} : { tls }),
    ...(scopes === undefined ? {} : { scopes: scopes.split(/[\s,]+/).filter((scope) => scope !== '') }),
    ...(seed === undefined ? {} : { seed }),
  });
}

const refused = (code: Problem['code'], message: string, hint?: string): Outcome<never, Problem> =>
  failure({ code, severity: 'error', message, ...(hint === undefined ? {} : { hint }) });

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function readFaults(file: string, { parseFaultPlan }: Facts): Outcome<FaultPlan, Problem> {
  try {
    return success(parseFaultPlan(JSON.parse(readTextFile(file))));
  } catch (error) {
    return refused('file-unreadable', `the faults in ${file} cannot be used: ${textOf(error)}`);
  }
}

function makeFolder(file: string): Outcome<undefined, Problem> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return success(undefined);
  } catch (error) {
    return refused('output-unwritable', `there is no folder for ${file}: ${textOf(error)}`);
  }
}
