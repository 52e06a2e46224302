import { existsSync } from 'node:fs';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Project, TenantTarget } from '../../project/project.ts';
import type { TargetSelection } from '../../project/select-targets.ts';
import { DEFAULT_PROJECT_FILE } from '../defaults.ts';

export interface ProjectSelection extends TargetSelection {
  /** Undefined: `DEFAULT_PROJECT_FILE`. */
  readonly project?: string;
}

/** The selected tenants of a project. */
export interface SelectedTargets {
  readonly project: Project;
  /** At least one. */
  readonly targets: readonly TenantTarget[];
}

/**
 * Selects the tenants to work on. Undefined: there is no project, or files are given, so that these and the environment variables say
 * which tenant it is.
 * @param files files of a definition that the user names
 */
export async function selectProjectTargets(
  files: readonly string[],
  selection: ProjectSelection,
): Promise<Outcome<SelectedTargets | undefined, readonly Problem[]>> {
  const { project: file, env = [], all = false } = selection;
  const isAsked = env.length > 0 || all || file !== undefined;
  if (files.length > 0 && isAsked) return failWith([createFilesProblem(files)]);
  if (!isAsked && (files.length > 0 || !existsSync(DEFAULT_PROJECT_FILE))) return succeed(undefined);
  const { readProject } = await import('../../project/read-project.ts');
  const project = await readProject(file ?? DEFAULT_PROJECT_FILE);
  if (!project.ok) return project;
  const { selectTargets } = await import('../../project/select-targets.ts');
  const targets = selectTargets(project.value, selection);
  return targets.ok ? succeed({ project: project.value, targets: targets.value }) : targets;
}

const createFilesProblem = ([file = '']: readonly string[]): Problem => ({
  code: 'usage',
  severity: 'error',
  message: '--env, --all and --project cannot be combined with files of a definition',
  expected: `either an environment or ${file}`,
  hint: 'The files of an environment are in tenon.yaml.',
});
