import { Option } from 'commander';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { listTargetFiles, type ProjectOutput, type TenantTarget } from '../../project/project.ts';
import { DEFAULT_DEFINITION_FILE, DEFAULT_PROJECT_FILE, getEmulatorStateFile } from '../../workflows/defaults.ts';
import {
  type ProjectSelection,
  type SelectedTargets,
  selectProjectTargets,
} from '../../workflows/project/select-project-targets.ts';
import type { ExitCode } from '../exit-codes.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';
import { appendValue } from './option-values.ts';

/** For verbs that work on a tenant, or on the definition of one. */
export const createTargetOptions = (): readonly Option[] => [
  new Option('--env <name>', `environment in ${DEFAULT_PROJECT_FILE} to work on; * matches any text`).argParser(appendValue),
  new Option('--all', `all tenants in ${DEFAULT_PROJECT_FILE}`),
  new Option('--project <file>', `project file (default: ${DEFAULT_PROJECT_FILE}, if there is one)`),
];

/** Flags that say which tenant a verb works on. */
interface TargetFlags extends ProjectSelection {
  readonly emulator?: string | true;
}

/** What a verb gets instead: it loads its definition for this tenant, and connects to it. */
interface ResolvedFlags {
  readonly target?: TenantTarget;
  /** The outputs that the project declares. */
  readonly outputs?: readonly ProjectOutput[];
  readonly emulator?: string | true;
}

/**
 * Runs a verb for the tenant that its flags select: one of a project or, without a project, that of the environment variables.
 * @param runMany runs it for `--all`, or if several tenants are selected; without it, that fails
 */
export async function runForTarget<Flags extends TargetFlags>(
  files: readonly string[],
  flags: Flags,
  terminal: Terminal,
  run: (files: readonly string[], flags: Flags & ResolvedFlags) => Promise<ExitCode>,
  runMany?: (selected: SelectedTargets, flags: Flags) => Promise<ExitCode>,
): Promise<ExitCode> {
  const selected = await selectProjectTargets(files, flags);
  if (!selected.ok) return reportFailure(selected.error, terminal);
  const [target, ...others] = selected.value?.targets ?? [];
  if (runMany && selected.value && (flags.all === true || others.length > 0)) return runMany(selected.value, flags);
  if (others.length > 0) return reportFailure([createSeveralProblem(others.length + 1)], terminal);
  if (!target) return run(files.length > 0 ? files : [DEFAULT_DEFINITION_FILE], flags);
  const emulator = flags.emulator === true ? getEmulatorStateFile(target.name) : flags.emulator;
  const outputs = selected.value?.project.outputs;
  return run(listTargetFiles(target), { ...flags, target, ...omitUndefined({ emulator, outputs }) });
}

const createSeveralProblem = (count: number): Problem => ({
  code: 'usage',
  severity: 'error',
  message: `this command works on one tenant, and ${count} are selected`,
  expected: 'one tenant',
  hint: 'Name it with --env.',
});
