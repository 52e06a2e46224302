import { addressOf } from '../model/address.ts';
import type { DeclaredResource, Definition } from '../model/definition/definition.ts';
import { member } from '../model/json/json.ts';
import { failure, type Outcome, success } from '../model/plan/outcome.ts';
import { type Permission, PLAN_FORMAT, type Plan } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { refuseUnmetEffects } from './check/activation-needs.ts';
import { notInEffect } from './check/active-references.ts';
import { attachedProblems } from './check/attached-problems.ts';
import { createOnlyProblems } from './check/create-only-fields.ts';
import { createNeeds } from './check/create-required.ts';
import { refuseIncompleteObjects } from './check/incomplete-objects.ts';
import { refuseLostSecrets } from './check/lost-secrets.ts';
import { refuseMisplacedRelations } from './check/misplaced-relations.ts';
import { danglingReferences, looseNotes } from './check/references.ts';
import { takenNames } from './check/taken-names.ts';
import { refuseTakenValues } from './check/taken-values.ts';
import { noteNotCompared } from './check/uncompared-fields.ts';
import { without } from './draft.ts';
import { refusals } from './guard/guard-plan.ts';
import { stillHeld } from './guard/items-still-used.ts';
import { admitSystemChanges, refuseUntouchable } from './guard/untouchable.ts';
import { declareAlternatives } from './match/exclude-alternatives.ts';
import { withoutIgnored } from './match/ignore-fields.ts';
import { resolveLatestVersions } from './match/latest-versions.ts';
import { match } from './match/match-resources.ts';
import { atHome } from './match/rebase-tenant-urls.ts';
import { putInEffect } from './operations/activate-declared.ts';
import { draftsOf, prunable, undeclaredOf } from './operations/draft-operations.ts';
import { inOrder } from './order/order-operations.ts';
import { checksOf, costOf } from './order/plan-checks.ts';
import { contextOf } from './planning-context.ts';

export interface PlanInput {
  readonly definition: Definition;
  readonly snapshot: Snapshot;
  readonly catalogue: readonly ResourceType[];
  /** The tool's name and version, written into the plan. */
  readonly tool: string;
  /** What somebody has allowed by name. */
  readonly allow?: readonly Permission[];
  /** Addresses, or patterns of them, of which what the tenant does not show is sent again. */
  readonly resend?: readonly string[];
}

/** The plan, or why none can be made. Pure: the same inputs give the same plan to the byte. */
export function planChanges(input: PlanInput): Outcome<Plan, readonly Problem[]> {
  const { snapshot, catalogue, allow = [] } = input;
  const { definition, moved } = atHome(withPolicy(input.definition, catalogue), snapshot, catalogue);
  const matched = putInEffect(match(definition, snapshot, catalogue));
  const context = contextOf(matched, catalogue, input.resend);
  const matching = resolveLatestVersions(declareAlternatives(admitSystemChanges(matched, context)), context);
  const pruned = new Set(
    matching.types.flatMap((type) => prunable(type, definition).map(({ live }) => context.known(type.definition.type, live.id))),
  );
  const problems = [
    ...matching.problems,
    ...takenNames(matching, pruned, context),
    ...refuseTakenValues(matching, pruned, context),
    ...refuseUntouchable(matching, context),
    ...danglingReferences(matching, snapshot, pruned, context),
    ...createNeeds(matching),
    ...refuseMisplacedRelations(matching),
    ...refuseIncompleteObjects(matching, context),
    ...notInEffect(matching, snapshot, context),
    ...refuseUnmetEffects(matching),
    ...createOnlyProblems(matching, context),
    ...refuseLostSecrets(matching, context),
    ...attachedProblems(matching),
  ];
  if (problems.length > 0) return failure(problems);
  const drafts = draftsOf(definition, matching, context);
  const notes = [
    ...moved,
    ...noteNotCompared(matching, context),
    ...looseNotes(matching, snapshot, context),
    ...stillHeld(drafts, matching, pruned, context),
  ];
  const ordered = inOrder([...drafts, ...notes]);
  if (!ordered.ok) return ordered;
  const operations = ordered.value;
  const checks = checksOf(operations, snapshot, catalogue);
  return success({
    format: PLAN_FORMAT,
    tool: input.tool,
    tenant: snapshot.tenant,
    definition: definition.digest,
    operations,
    undeclared: undeclaredAddresses(definition, matching.types),
    refusals: refusals(operations, { policy: definition.policy, snapshot, allow }),
    checks,
    ...(allow.length === 0 ? {} : { allowed: allow }),
    cost: costOf(operations, checks),
  });
}

/** What is ignored makes nothing follow from it, and what follows can be ignored as well. */
function withPolicy(definition: Definition, catalogue: readonly ResourceType[]): Definition {
  const kept = (resource: DeclaredResource): DeclaredResource => withoutIgnored(resource, definition.policy.ignore);
  return { ...definition, resources: definition.resources.map((resource) => kept(completed(kept(resource), catalogue))) };
}

/** With what follows from the rest, and without a wish to take back what is in effect: `deployed: false` leaves alone what runs. */
function completed(declared: DeclaredResource, catalogue: readonly ResourceType[]): DeclaredResource {
  const type = catalogue.find((candidate) => candidate.type === declared.type);
  const fields = type?.words?.complete?.(declared.fields) ?? declared.fields;
  const waived = type?.effect && member(fields, type.effect.field) !== true ? [type.effect.field] : [];
  return { ...declared, fields: without(fields, new Set(waived)) };
}

const undeclaredAddresses = (definition: Definition, types: ReturnType<typeof match>['types']): readonly string[] =>
  types
    .filter((type) => !definition.policy.prune.includes(type.definition.type))
    .flatMap((type) => undeclaredOf(type, definition.declared).map(({ key }) => addressOf(type.definition.type, key)))
    .sort();
