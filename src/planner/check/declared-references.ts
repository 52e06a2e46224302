import { toAddress } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isArray, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { findNearestName, formatSuggestion } from '../../model/problem/nearest-name.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { isKnownKey, type TypeNames } from '../../resources/identity/resource-names.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { buildItemKey } from '../../schema/compare/normal-form.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import { getMemberShape } from '../../schema/schema-shape.ts';
import { createNoteDraft, type Draft } from '../draft.ts';
import { isAlreadyReferenced } from '../guard/already-references.ts';
import type { Matching, ResourcePair } from '../match/match-resources.ts';
import { listRelationItemReferences } from '../owned/relation-references.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Refuses declared references to nothing, to several resources, or to something that the plan deletes. */
export function refuseDanglingReferences(
  matching: Matching,
  snapshot: Snapshot,
  pruned: ReadonlySet<string>,
  context: PlanningContext,
): readonly Problem[] {
  return matching.types.flatMap((type) =>
    type.pairs.flatMap((pair) =>
      collectReferences(type.definition, pair, context).flatMap((reference) =>
        checkReference(type.definition, pair, reference, matching, snapshot, pruned, context),
      ),
    ),
  );
}

/** Notes references to nothing that the API accepts anyway (`x-loose`): they are sent unchanged. */
export function noteUnresolvedReferences(matching: Matching, snapshot: Snapshot, context: PlanningContext): readonly Draft[] {
  const { names } = matching;
  return matching.types.flatMap((type) =>
    type.pairs.flatMap((pair) =>
      collectReferences(type.definition, pair, context)
        .filter((reference) => reference.loose && snapshot.types[reference.type]?.status === 'read')
        .filter(
          (reference) =>
            !isKnownKey(names, reference.type, reference.value) &&
            !isAlreadyReferenced(type.definition, pair.live, reference, context),
        )
        .map(({ at, value, type: target }) =>
          createNoteDraft(pair.declared, at, `no "${value}" among the ${target}; sent unchanged`),
        ),
    ),
  );
}

/** Lists what a declared resource and the items of its relations refer to. */
export function collectReferences(type: ResourceType, pair: ResourcePair, context: PlanningContext): readonly FoundReference[] {
  const relationReferences = type.relations.flatMap((relation) =>
    (pair.declared.relations[relation.field] ?? []).flatMap((item, index) =>
      listRelationItemReferences({ type, relation, declared: pair.declared }, item, index, context),
    ),
  );
  return [...findReferences(getResourceShape(type), pair.declared.fields), ...relationReferences];
}

function checkReference(
  type: ResourceType,
  pair: ResourcePair,
  reference: FoundReference,
  matching: Matching,
  snapshot: Snapshot,
  pruned: ReadonlySet<string>,
  context: PlanningContext,
): readonly Problem[] {
  const { names } = matching;
  const place = { kind: 'address', address: pair.declared.address, pointer: reference.at } as const;
  const target = toAddress(reference.type, names.toKey(reference.type, reference.value));
  // Nothing is known about a type that tenon does not manage or could not read.
  const known = names.types.get(reference.type);
  if (!known || (snapshot.types[reference.type]?.status !== 'read' && known.declaredKeys.size === 0)) return [];
  const reportUnlessAlreadyReferenced = (problem: Problem): readonly Problem[] =>
    isAlreadyReferenced(type, pair.live, reference, context) ? [] : [problem];
  if (!isKnownKey(names, reference.type, reference.value)) {
    // A reference to an item of a missing resource is also reported as a reference to that resource.
    return reference.item || reference.loose
      ? []
      : reportUnlessAlreadyReferenced(buildDanglingProblem(reference, place, context));
  }
  if (isAmbiguousKey(known, reference.value)) return [buildAmbiguousProblem(target, place)];
  if (pruned.has(target)) return [buildDeletedTargetProblem(target, place, findAbsent(matching, target))];
  return reference.item && !reference.item.loose && !hasItem(reference, matching, context)
    ? reportUnlessAlreadyReferenced(buildMissingItemProblem(reference, target, place))
    : [];
}

type ReferencePlace = { readonly kind: 'address'; readonly address: string; readonly pointer: string };

const buildDanglingProblem = (reference: FoundReference, place: ReferencePlace, context: PlanningContext): Problem => {
  const near = findNearestKey(reference, context);
  return {
    code: 'dangling-reference',
    severity: 'error',
    message: `no "${reference.value}" among the ${reference.type}, neither in the definition nor in the tenant`,
    place,
    hint: formatSuggestion(near) ?? suggestTarget(reference.type, context),
  };
};

function suggestTarget(type: string, { catalogue }: PlanningContext): string {
  const creator = catalogue.get(type)?.referenceOnly;
  return creator === undefined
    ? `Declare it under ${type}, or correct the name.`
    : `Correct the name, or plan again once ${creator} has created it.`;
}

/** Checks whether a key matches several resources. A declared resource takes precedence over undeclared ones. */
const isAmbiguousKey = (known: TypeNames, key: string): boolean =>
  known.declaredKeys.has(key) ? known.ambiguousKeys.has(key) : (known.liveByKey.get(key)?.length ?? 1) > 1;

const buildAmbiguousProblem = (target: string, place: ReferencePlace): Problem => ({
  code: 'ambiguous-key',
  severity: 'error',
  message: `several resources have the address ${target}`,
  place,
  hint: 'Declare the intended one with $id, or use its id here.',
});

const buildDeletedTargetProblem = (target: string, place: ReferencePlace, absent: DeclaredResource | undefined): Problem => ({
  code: 'dangling-reference',
  severity: 'error',
  message: absent
    ? `${target} is declared absent at ${absent.origin.file}:${absent.origin.line}:${absent.origin.column}`
    : `${target} is not declared, so this plan would delete it`,
  place,
  hint: `${absent ? 'Remove "$absent" from' : 'Declare'} ${target}, or remove the reference.`,
});

const findAbsent = ({ types }: Matching, target: string): DeclaredResource | undefined =>
  types.flatMap(({ unmatched }) => unmatched).find(({ absent }) => absent?.address === target)?.absent;

const buildMissingItemProblem = (reference: FoundReference, target: string, place: ReferencePlace): Problem => ({
  code: 'dangling-reference',
  severity: 'error',
  message: `${target} has no "${reference.item?.value}" among its ${reference.item?.list}`,
  place,
  hint: `Add it to the ${reference.item?.list} of ${target}, or correct the name.`,
});

/** Checks whether the resource will have the item: in the declared list if there is one, otherwise in the tenant's list. */
function hasItem(reference: FoundReference, matching: Matching, context: PlanningContext): boolean {
  const match = matching.types.find((type) => type.definition.type === reference.type);
  const key = context.names.toKey(reference.type, reference.value);
  const pair = match?.pairs.find((candidate) => candidate.declared.key === key);
  const live = pair?.live ?? context.names.types.get(reference.type)?.liveByKey.get(key)?.[0];
  const { list = '', value = '' } = reference.item ?? {};
  const holder = pair && getObjectMember(pair.declared.fields, list) !== undefined ? pair.declared.fields : (live?.body ?? {});
  return match === undefined || listItemKeys(match.definition, holder, list).includes(value);
}

/** Lists the keys of the items that a resource has in a list. */
export function listItemKeys(type: ResourceType, holder: JsonObject, list: string): readonly string[] {
  const found = getObjectMember(holder, list);
  const key = getMemberShape(getResourceShape(type), holder, list)?.schema['x-item-key'] ?? [];
  return isArray(found ?? null) ? (isArray(found) ? found : []).filter(isObject).map((item) => buildItemKey(key, item)) : [];
}

/** Finds the known key that the value is probably a typo of. */
function findNearestKey(reference: FoundReference, context: PlanningContext): string | undefined {
  const known = context.names.types.get(reference.type);
  return findNearestName(reference.value, [...(known?.declaredKeys ?? []), ...(known?.liveByKey.keys() ?? [])]);
}
