import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { readTextFile } from '../../disk/read-regular-file.ts';
import type { EmulatorOptions, FaultPlan, isSubscriptionName, parseFaultPlan, SUBSCRIPTION_NAMES } from '../../emulator/index.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
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

/** What is used of the emulator, which is loaded only on demand. */
interface EmulatorModule {
  readonly SUBSCRIPTION_NAMES: typeof SUBSCRIPTION_NAMES;
  readonly isSubscriptionName: typeof isSubscriptionName;
  readonly parseFaultPlan: typeof parseFaultPlan;
}

/** Converts flags to emulator options. Fails with the first invalid flag. */
export function toEmulatorOptions(flags: EmulateOptions, emulator: EmulatorModule): Outcome<EmulatorOptions, Problem> {
  const { port, state, plan, faults, tls, scopes, seed } = flags;
  if (plan !== undefined && !emulator.isSubscriptionName(plan))
    return createFlagFailure(
      'usage',
      `there is no subscription "${plan}"`,
      `Known subscriptions: ${emulator.SUBSCRIPTION_NAMES.join(', ')}.`,
    );
  const faultPlan = faults === undefined ? succeed(undefined) : readFaults(faults, emulator);
  if (!faultPlan.ok) return faultPlan;
  const folder = state === undefined ? succeed(undefined) : makeFolder(state);
  if (!folder.ok) return folder;
  return succeed({
    port,
    ...omitUndefined({ stateFile: state, plan, faults: faultPlan.value, tls }),
    ...(scopes === undefined ? {} : { scopes: scopes.split(/[\s,]+/).filter((scope) => scope !== '') }),
    ...omitUndefined({ seed }),
  });
}

const createFlagFailure = (code: Problem['code'], message: string, hint?: string): Outcome<never, Problem> =>
  failWith({ code, severity: 'error', message, ...omitUndefined({ hint }) });

function readFaults(file: string, { parseFaultPlan }: EmulatorModule): Outcome<FaultPlan, Problem> {
  try {
    return succeed(parseFaultPlan(JSON.parse(readTextFile(file))));
  } catch (error) {
    return createFlagFailure('file-unreadable', `the faults in ${file} cannot be used: ${getErrorMessage(error)}`);
  }
}

function makeFolder(file: string): Outcome<undefined, Problem> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return succeed(undefined);
  } catch (error) {
    return createFlagFailure('output-unwritable', `cannot create the folder of ${file}: ${getErrorMessage(error)}`);
  }
}
