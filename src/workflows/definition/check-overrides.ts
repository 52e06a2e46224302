import { TOOL } from '../../disk/version.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import { isPatternMatch } from '../../model/address.ts';
import { parsePointer, toPointer } from '../../model/json/pointer.ts';
import { type ChangeOperation, isChange } from '../../model/plan/operation.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { FilePlace, Problem } from '../../model/problem/problem.ts';
import type { KeptField, OverrideRules, TenantTarget } from '../../project/project.ts';

/**
 * Checks that the own files of a project's tenant change no more of the shared definition than the project allows. The change is a plan
 * from the shared definition to the whole one, so it is judged like any other.
 * @param loadShared loads some of the files alone
 */
export async function checkOverrides(
  loaded: Loaded,
  target: TenantTarget | undefined,
  loadShared: (files: readonly string[]) => Promise<Outcome<Loaded, readonly Problem[]>>,
): Promise<Outcome<undefined, readonly Problem[]>> {
  if (!target || target.ownFiles.length === 0 || !hasRules(target.overrides)) return succeed(undefined);
  const shared = await loadShared(target.sharedFiles);
  if (!shared.ok) return shared;
  const { planChanges } = await import('../../planner/plan-changes.ts');
  const { buildSnapshotFromDefinition } = await import('../../planner/definition-as-snapshot.ts');
  const { definition, catalogue } = loaded;
  const snapshot = buildSnapshotFromDefinition(shared.value.definition, catalogue);
  const plan = planChanges({ definition, snapshot, catalogue, tool: TOOL });
  if (!plan.ok) return plan;
  const problems = plan.value.operations
    .filter(isChange)
    .flatMap((operation) => findForbidden(operation, { target, loaded, shared: shared.value }));
  return problems.length > 0 ? failWith(problems) : succeed(undefined);
}

const hasRules = ({ forbid, keep }: OverrideRules): boolean => forbid.length + keep.length > 0;

interface Comparison {
  readonly target: TenantTarget;
  readonly loaded: Loaded;
  readonly shared: Loaded;
}

function findForbidden(operation: ChangeOperation, comparison: Comparison): readonly Problem[] {
  const { forbid, keep } = comparison.target.overrides;
  const impacts = (operation.impact ?? []).filter((impact) => forbid.includes(impact.is));
  const changes = operation.changes.flatMap(({ path }) => {
    const kept = keep.find((field) => isKept(operation, path, field));
    return kept ? [createKeptProblem(operation, path, kept, comparison)] : [];
  });
  return [...impacts.map(({ is, says, path }) => createForbiddenProblem(operation, { is, says, path }, comparison)), ...changes];
}

/** Whether a pattern names a changed value, or something that contains it. */
function isKept({ address, relation, liveId }: ChangeOperation, path: string, { pattern }: KeptField): boolean {
  if (liveId === undefined) return false;
  const steps = [...(relation === undefined ? [] : [relation]), ...parsePointer(path)];
  return [...steps, ''].some((_, count) => isPatternMatch(`${address}${toPointer(steps.slice(0, count))}`, pattern));
}

function createForbiddenProblem(
  { address }: ChangeOperation,
  { is, says, path }: { readonly is: string; readonly says: string; readonly path?: string | undefined },
  comparison: Comparison,
): Problem {
  const { target } = comparison;
  return {
    code: 'override-forbidden',
    severity: 'error',
    message: `${target.name} ${is} the shared definition at ${address}: ${says}`,
    ...locateBoth(address, path, comparison, `Remove it from the files of ${target.name}, or change the shared definition.`),
  };
}

function createKeptProblem(
  { address }: ChangeOperation,
  path: string,
  { pattern, place }: KeptField,
  comparison: Comparison,
): Problem {
  const { target } = comparison;
  const field = path === '' ? address : `"${parsePointer(path).join('.')}" of ${address}`;
  const hint = `Remove it from the files of ${target.name}, or remove "${pattern}" from ${place.file}:${place.line}.`;
  return {
    code: 'override-kept',
    severity: 'error',
    message: `${target.name} changes ${field}, which only the shared definition may set ("${pattern}")`,
    ...locateBoth(address, path, comparison, hint),
  };
}

/** Places a problem at the own value, and names the place of the shared one. */
function locateBoth(address: string, path: string | undefined, { loaded, shared }: Comparison, hint: string): Partial<Problem> {
  const place = loaded.locate(address, path) ?? { kind: 'address' as const, address };
  const other = shared.locate(address, path);
  return { place, hint: other ? `The shared value is at ${formatPlace(other)}. ${hint}` : hint };
}

const formatPlace = ({ file, line }: FilePlace): string => `${file}:${line}`;
