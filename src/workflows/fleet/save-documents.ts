import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writePrivateFile } from '../../disk/write-private-file.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Plan } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { describeUnexpectedError } from '../../model/problem/unexpected-error.ts';
import { saveDefinitionPlan } from '../plan-file/save-plan.ts';
import type { WorkflowPorts } from '../ports.ts';

export interface DocumentOptions {
  /** Folder for the whole document of each tenant, readable by its owner only. Undefined: none is written. */
  readonly out?: string;
}

/** The file of a tenant's plan in a folder. Names of tenants are safe in paths. */
export const getPlanFile = (folder: string, name: string): string => join(folder, `${name}.plan.json`);

/** Saves a plan for `apply --plan`. */
export function saveTenantPlan(
  file: string,
  input: { readonly plan: Plan; readonly loaded: Loaded; readonly files: readonly string[] },
  ports: Pick<WorkflowPorts, 'env' | 'now'>,
): Outcome<void, Problem> {
  const folder = makeFolder(dirname(file));
  return folder.ok ? saveDefinitionPlan(file, input, ports) : folder;
}

/** Writes the document of a tenant and returns where; nothing without a folder. */
export function saveDocument(
  folder: string | undefined,
  name: string,
  document: unknown,
): Outcome<{ readonly document?: string }, readonly Problem[]> {
  if (folder === undefined) return succeed({});
  const file = join(folder, name);
  const made = makeFolder(folder);
  if (!made.ok) return failWith([made.error]);
  try {
    writePrivateFile(file, `${toPrintableJson(document, 1)}\n`);
    return succeed({ document: file });
  } catch (error) {
    return failWith([createUnwritableProblem(file, error)]);
  }
}

function makeFolder(folder: string): Outcome<void, Problem> {
  try {
    mkdirSync(folder, { recursive: true });
    return succeed(undefined);
  } catch (error) {
    return failWith(createUnwritableProblem(folder, error));
  }
}

const createUnwritableProblem = (file: string, error: unknown): Problem => ({
  code: 'output-unwritable',
  severity: 'error',
  message: `${file} cannot be written: ${describeUnexpectedError(error)}`,
  hint: 'Check the path given with --out.',
});
