import { addressOf } from '../model/address.ts';
import type { DeclaredResource, Definition } from '../model/definition.ts';
import { member } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import { type Permission, PLAN_FORMAT, type Plan } from '../model/plan.ts';
import type { Problem } from '../model/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { declareAlternatives } from './alternatives.ts';
import { atHome } from './at-home.ts';
import { attachedProblems } from './attached-problems.ts';
import { checksOf, costOf } from './checks.ts';
import { contextOf } from './context.ts';
import { createOnlyProblems } from './create-only.ts';
import { createNeeds } from './create-required.ts';
import { without } from './draft.ts';
import { draftsOf, prunable, undeclaredOf } from './drafts.ts';
import { refuseUnmetEffects } from './effect-needs.ts';
import { refusals } from './guard.ts';
import { withoutIgnored } from './ignore.ts';
import { notInEffect } from './in-effect.ts';
import { refuseIncompleteObjects } from './incomplete-objects.ts';
import { refuseLostSecrets } from './lost-secrets.ts';
import { match } from './match.ts';
import { refuseMisplacedRelations } from './misplaced-relations.ts';
import { noteNotCompared } from './not-compared.ts';
import { inOrder } from './order.ts';
import { putInEffect } from './put-in-effect.ts';
import { danglingReferences, looseNotes } from './references.ts';
import { stillHeld } from './still-held.ts';
import { takenNames } from './taken-names.ts';
import { refuseTakenValues } from './unique/taken-values.ts';
import { admitSystemChanges, refuseUntouchable } from './untouchable.ts';
import { resolveLatestVersions } from './versions/latest.ts';

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
