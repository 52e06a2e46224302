import { type Address, toAddress } from '../model/address.ts';
import type { DeclaredResource, Definition } from '../model/definition/definition.ts';
import { getObjectMember } from '../model/json/json-value.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import { failWith, type Outcome, succeed } from '../model/plan/outcome.ts';
import { type Permission, PLAN_FORMAT, type Plan } from '../model/plan/plan.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { findRegistration } from '../resources/identity/registrations.ts';
import { refuseUnmetActivations } from './check/activation-needs.ts';
import { refuseInactiveReferences } from './check/active-references.ts';
import { checkAttachedItems } from './check/attached-problems.ts';
import { refuseCreateOnlyChanges } from './check/create-only-fields.ts';
import { refuseIncompleteCreates } from './check/create-required.ts';
import { noteUnresolvedReferences, refuseDanglingReferences } from './check/declared-references.ts';
import { refuseExceededLimits } from './check/exceeded-limits.ts';
import { refuseImpossibleImports } from './check/import-only-fields.ts';
import { refuseIncompleteObjects } from './check/incomplete-objects.ts';
import { refuseLostSecrets } from './check/lost-secrets.ts';
import { refuseMisplacedRelations } from './check/misplaced-relations.ts';
import { refuseTakenNames } from './check/taken-names.ts';
import { refuseTakenValues } from './check/taken-values.ts';
import { noteUncomparedFields } from './check/uncompared-fields.ts';
import { refuseWeakSecrets } from './check/weak-secrets.ts';
import { omitMembers } from './draft.ts';
import { type EarlierPlan, guardOperations } from './guard/guard-since.ts';
import { noteItemsStillUsed } from './guard/items-still-used.ts';
import { admitSystemChanges, refuseUntouchable } from './guard/untouchable-resources.ts';
import { addImpact } from './impact/assess-operations.ts';
import { declareAlternatives } from './match/exclude-alternatives.ts';
import { removeIgnoredFields } from './match/ignore-fields.ts';
import { resolveLatestVersions } from './match/latest-versions.ts';
import { matchResources } from './match/match-resources.ts';
import { omitSatisfiedItems } from './match/omit-satisfied-items.ts';
import { rebaseTenantUrls } from './match/rebase-tenant-urls.ts';
import { selectPairs } from './match/select-pairs.ts';
import { separateUndeclaredItems } from './match/separate-undeclared-items.ts';
import { withholdUncreatable } from './match/withhold-uncreatable.ts';
import { activateNeededResources } from './operations/activate-declared.ts';
import { draftOperations, listResourcesToDelete, listUndeclaredResources } from './operations/draft-operations.ts';
import { refuseImpossibleTickets } from './operations/welcome-tickets.ts';
import { orderOperations } from './order/order-operations.ts';
import { computeChecks, computePlanCost } from './order/plan-checks.ts';
import { createPlanningContext } from './planning-context.ts';

export interface PlanInput {
  readonly definition: Definition;
  readonly snapshot: Snapshot;
  readonly catalogue: Catalogue;
  /** The tool's name and version, written into the plan. */
  readonly tool: string;
  /** What the user permits with `--allow`. */
  readonly allow?: readonly Permission[];
  /** Addresses and address patterns of the only resources that the plan may change, besides those that they need first. */
  readonly only?: readonly string[];
  /** Addresses or address patterns of resources whose hidden values (secrets) are sent again. */
  readonly resend?: readonly string[];
  /** Resources that an interrupted run may have created without the ticket that `$welcome` asks for. */
  readonly missingTickets?: readonly Address[];
  /** What an earlier revision would change as well; see `PlanSince`. */
  readonly earlier?: EarlierPlan;
}

/** Computes the plan that brings a tenant to the definition, or the problems that prevent one. Pure: same inputs, byte-identical plan. */
export function planChanges(input: PlanInput): Outcome<Plan, readonly Problem[]> {
  const { snapshot, catalogue, allow = [] } = input;
  const { definition, moved } = rebaseTenantUrls(applyPolicy(input.definition, catalogue), snapshot, catalogue);
  const all = matchResources(definition, snapshot, catalogue);
  const selected = input.only && selectPairs(all, input.only, createPlanningContext(all, catalogue));
  const isSelected = selected?.isSelected ?? (() => true);
  const matched = activateNeededResources(selected?.matching ?? all);
  const context = createPlanningContext(matched, catalogue, input);
  const { matching: plannable, notes: withheld } = withholdUncreatable(
    resolveLatestVersions(declareAlternatives(admitSystemChanges(matched, context)), context),
    context,
  );
  const { matching, undeclared: undeclaredItems } = separateUndeclaredItems(
    omitSatisfiedItems(plannable, context),
    definition,
    context,
  );
  const prunedIds = new Map(
    matching.types.map((type) => [
      type.definition.type,
      new Set(listResourcesToDelete(type, definition).map(({ live }) => live.id)),
    ]),
  );
  const pruned = new Set([...prunedIds].flatMap(([type, ids]) => [...ids].map((id) => context.getLiveAddress(type, id))));
  const problems = [
    ...(selected?.problems ?? []),
    ...matching.problems,
    ...refuseTakenNames(matching, pruned, context),
    ...refuseTakenValues(matching, pruned, context),
    ...refuseUntouchable(matching, context),
    ...refuseDanglingReferences(matching, snapshot, pruned, context),
    ...refuseIncompleteCreates(matching),
    ...refuseImpossibleImports(matching, context),
    ...refuseMisplacedRelations(matching),
    ...refuseWeakSecrets(matching, context),
    ...refuseImpossibleTickets(matching, context),
    ...refuseIncompleteObjects(matching, context),
    ...refuseExceededLimits(matching),
    ...refuseInactiveReferences(matching, snapshot, context),
    ...refuseUnmetActivations(matching),
    ...refuseCreateOnlyChanges(matching, context),
    ...refuseLostSecrets(matching, context),
    ...checkAttachedItems(matching),
  ];
  if (problems.length > 0) return failWith(problems);
  const drafts = draftOperations(definition, matching, context);
  const notes = [
    ...moved.filter(({ operation }) => isSelected(operation.address)),
    ...withheld,
    ...noteUncomparedFields(matching, context),
    ...noteUnresolvedReferences(matching, snapshot, context),
    ...noteItemsStillUsed(drafts, matching, pruned, context),
  ];
  const ordered = orderOperations([...drafts, ...notes]);
  if (!ordered.ok) return ordered;
  const operations = addImpact(ordered.value, { matching, snapshot, pruned: prunedIds, context });
  const checks = computeChecks(operations, snapshot, catalogue);
  return succeed({
    format: PLAN_FORMAT,
    tool: input.tool,
    tenant: snapshot.tenant,
    definition: definition.digest,
    operations,
    ...omitUndefined({ selection: selected?.selection }),
    undeclared: listUndeclaredAddresses(definition, matching.types),
    ...(undeclaredItems.length === 0 ? {} : { undeclaredItems }),
    ...guardOperations(operations, input.earlier, { policy: definition.policy, snapshot, allow }),
    checks,
    ...(allow.length === 0 ? {} : { allowed: allow }),
    cost: computePlanCost(operations, checks, catalogue),
  });
}

/** Removes ignored fields, both before implied fields are added (nothing follows from an ignored field) and after. */
function applyPolicy(definition: Definition, catalogue: Catalogue): Definition {
  const removeIgnored = (resource: DeclaredResource): DeclaredResource => removeIgnoredFields(resource, definition.policy.ignore);
  return {
    ...definition,
    resources: definition.resources.map((resource) => removeIgnored(completeDeclaration(removeIgnored(resource), catalogue))),
  };
}

/**
 * Adds implied fields, and drops those that cannot be met: an activation field that is not true (`deployed: false` leaves a deployed version
 * in place), and the key of a registered resource, which the tenant takes from the document.
 */
function completeDeclaration(declared: DeclaredResource, catalogue: Catalogue): DeclaredResource {
  const type = catalogue.get(declared.type);
  const fields = type?.codec?.addImpliedFields?.(declared.fields) ?? declared.fields;
  const waived = type?.activation && getObjectMember(fields, type.activation.field) !== true ? [type.activation.field] : [];
  const named = type && findRegistration(type, fields) ? type.key : [];
  return { ...declared, fields: omitMembers(fields, new Set([...waived, ...named])) };
}

const listUndeclaredAddresses = (definition: Definition, types: ReturnType<typeof matchResources>['types']): readonly string[] =>
  types
    .filter((type) => !definition.policy.prune.includes(type.definition.type))
    .flatMap((type) => listUndeclaredResources(type, definition.declared).map(({ key }) => toAddress(type.definition.type, key)))
    .sort();
