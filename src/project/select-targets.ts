import { isPatternMatch } from '../model/address.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import { findNearestName, formatSuggestion } from '../model/problem/nearest-name.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Project, TenantTarget } from './project.ts';

/** Which tenants of a project to work on. */
export interface TargetSelection {
  /** Names, in which `*` matches any text. */
  readonly env?: readonly string[];
  readonly all?: boolean;
}

/** Selects tenants in the order of the project. Without names and `all`, the only one. */
export function selectTargets(
  project: Project,
  { env = [], all = false }: TargetSelection,
): Outcome<readonly TenantTarget[], readonly Problem[]> {
  const { targets } = project;
  if (all || (env.length === 0 && targets.length === 1)) return succeed(targets);
  if (env.length === 0) return failWith([createUnselectedProblem(project)]);
  const unmatched = env.filter((pattern) => !targets.some(({ name }) => isPatternMatch(name, pattern)));
  if (unmatched.length > 0) return failWith(unmatched.map((pattern) => createUnknownTargetProblem(project, pattern)));
  return succeed(targets.filter(({ name }) => env.some((pattern) => isPatternMatch(name, pattern))));
}

const createUnselectedProblem = (project: Project): Problem => ({
  code: 'environment-unselected',
  severity: 'error',
  message: `${project.file} has several tenants, and none is selected`,
  expected: formatNames(project),
  hint: `Select one with --env ${project.targets[0]?.name ?? 'NAME'}.`,
});

const createUnknownTargetProblem = (project: Project, pattern: string): Problem => ({
  code: 'environment-unknown',
  severity: 'error',
  message: pattern.includes('*')
    ? `no tenant in ${project.file} matches "${pattern}"`
    : `${project.file} has no tenant "${pattern}"`,
  expected: formatNames(project),
  hint:
    formatSuggestion(
      findNearestName(
        pattern,
        project.targets.map(({ name }) => name),
      ),
    ) ?? 'Check the name.',
});

/** Most names to list in a message. */
const MAX_LISTED = 12;

function formatNames({ targets }: Project): string {
  const names = targets.slice(0, MAX_LISTED).map(({ name }) => name);
  const more = targets.length - names.length;
  return `one of: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
