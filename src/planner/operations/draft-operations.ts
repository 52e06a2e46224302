import type { DeclaredResource, DeclaredType, Definition } from '../../model/definition/definition.ts';
import { isExcludedByRule } from '../../model/definition/exclusion-rules.ts';
import { getObjectMember, isEqual } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { findNearestName } from '../../model/problem/nearest-name.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { isLookedUp } from '../../resources/identity/keyed-lookups.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { inCanonicalOrder } from '../../schema/compare/canonical-order.ts';
import type { Draft } from '../draft.ts';
import { noteUntouchable } from '../guard/untouchable-resources.ts';
import type { Matching, TypeMatch, UnmatchedResource } from '../match/match-resources.ts';
import { carryItems } from '../owned/carried-items.ts';
import { type CreatedKeys, draftRelationChanges, listAutoLinkedKeys } from '../owned/relation-drafts.ts';
import type { RelationOwner } from '../owned/relation-requests.ts';
import type { PlanningContext } from '../planning-context.ts';
import { chooseBulkCreates, getBulkCreate, toBulkDraft } from './bulk-creates.ts';
import { buildCreateDraft, buildDeleteDraft } from './resource-drafts.ts';
import { draftSecondStep } from './second-step.ts';
import { sendApart, splitCreate, splitUpdate } from './split-draft.ts';
import { buildUpdateDraft } from './update-draft.ts';
import { draftMissingTicket } from './welcome-tickets.ts';

/** Drafts all operations in catalogue order, with deletes at the end in reverse order. */
export function draftOperations(definition: Definition, matching: Matching, context: PlanningContext): readonly Draft[] {
  const created = new Map(
    matching.types.map((type) => [
      type.definition.type,
      type.pairs.flatMap(({ declared, live }) => (live ? [] : [declared.key])).sort(),
    ]),
  );
  const changes = matching.types.flatMap((type) => draftTypeOperations(type, created, context));
  const deletes = matching.types.flatMap((type) =>
    listResourcesToDelete(type, definition).map((resource) =>
      buildDeleteDraft(type.definition, resource, context, guessNewName(resource, created.get(type.definition.type) ?? [])),
    ),
  );
  return [...changes, ...deletes.reverse(), ...matching.types.flatMap(noteUntouchable)];
}

/** With more creates than this, no renames are guessed: the comparison is quadratic, and a bulk import is not a rename. */
const MAX_COMPARED_CREATES = 50;

/** Guesses the new name of a deleted resource. A delete next to a create with a similar name is usually a rename that loses the id. */
const guessNewName = ({ key, absent }: UnmatchedResource, created: readonly string[]): string | undefined =>
  absent || created.length > MAX_COMPARED_CREATES ? undefined : findNearestName(key, created);

function draftTypeOperations(type: TypeMatch, created: CreatedKeys, context: PlanningContext): readonly Draft[] {
  const bulk = chooseBulkCreates(type, context);
  return type.pairs.flatMap(({ declared, live, managedItems }) => {
    const own = live
      ? [
          ...draftUpdate(type.definition, declared, live, context),
          ...draftMissingTicket(type.definition, declared, live, context),
        ]
      : [
          draftCreate(type.definition, declared, context, bulk.has(declared.address)),
          ...draftSecondStep(type.definition, declared, context),
        ];
    const relations = type.definition.relations
      .filter((relation) => declared.relations[relation.field] !== undefined)
      .flatMap((relation) => {
        const owner: RelationOwner = {
          type: type.definition,
          relation,
          declared,
          ...omitUndefined({ live, managedItems: managedItems?.[relation.field] }),
        };
        return draftRelationChanges(owner, listAutoLinkedKeys(owner, created, context), context);
      });
    return [...own, ...relations];
  });
}

function draftCreate(type: ResourceType, declared: DeclaredResource, context: PlanningContext, isImported: boolean): Draft {
  const draft = buildCreateDraft(type, declared, context);
  const bulk = isImported ? getBulkCreate(type) : undefined;
  return bulk
    ? toBulkDraft(draft, type, bulk, declared, context)
    : carryItems(
        { ...draft, split: { defer: (fields) => splitCreate(type, declared, fields, context) } },
        type,
        declared,
        context,
      );
}

function draftUpdate(
  type: ResourceType,
  declared: DeclaredResource,
  found: LiveResource,
  context: PlanningContext,
): readonly Draft[] {
  const draft = buildUpdateDraft(type, declared, found, context);
  if (!draft) return [];
  const live = { ...found, body: inCanonicalOrder(getResourceShape(type), found.body) };
  const { changes } = draft.operation;
  return (
    sendApart(type, declared, live, changes, context) ?? [
      { ...draft, split: splitUpdate(type, declared, live, changes, context) },
    ]
  );
}

/**
 * Lists live resources of declared types that the files do not list. Types that cannot be deleted have none, nor those of which only single
 * resources are read.
 */
export function listUndeclaredResources(type: TypeMatch, declared: readonly DeclaredType[]): readonly UnmatchedResource[] {
  if (type.definition.deleteLoses === undefined || isLookedUp(type.definition)) return [];
  const scopes = declared.filter((candidate) => candidate.type === type.definition.type);
  return type.unmatched.filter(
    ({ live, absent, isLeftOut }) => !absent && !isLeftOut && scopes.some((scope) => isInScope(scope, live)),
  );
}

const isInScope = (scope: DeclaredType, live: LiveResource): boolean =>
  !isExcludedByRule(scope.except ?? [], live.body) &&
  Object.entries(scope.only ?? {}).every(([name, value]) => isEqual(getObjectMember(live.body, name), value));

/** Lists live resources that are declared absent, and the undeclared ones of a type that is pruned. */
export const listResourcesToDelete = (type: TypeMatch, { policy, declared }: Definition): readonly UnmatchedResource[] => [
  ...type.unmatched.filter(({ absent }) => absent),
  ...(policy.prune.includes(type.definition.type) ? listUndeclaredResources(type, declared) : []),
];
