import { addressOf } from '../../model/address.ts';
import { isArray, isObject, type JsonObject, member } from '../../model/json/json.ts';
import { nearest } from '../../model/problem/nearest.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { isKnown, type TypeNames } from '../../resources/names.ts';
import { shapeOf } from '../../resources/shape.ts';
import { itemKey } from '../../schema/compare/normal.ts';
import { type FoundReference, referencesIn } from '../../schema/references.ts';
import { memberShape } from '../../schema/walk.ts';
import { type Draft, noteDraft } from '../draft.ts';
import { isHeld } from '../guard/already-references.ts';
import type { Matching, Pair } from '../match/match-resources.ts';
import { declaredReferences } from '../owned/relation-references.ts';
import type { Context } from '../planning-context.ts';

/** Every declared reference that leads nowhere, or to more than one: found before anything is changed. */
export function danglingReferences(
  matching: Matching,
  snapshot: Snapshot,
  pruned: ReadonlySet<string>,
  context: Context,
): readonly Problem[] {
  return matching.types.flatMap((type) =>
    type.pairs.flatMap((pair) =>
      referencesOf(type.definition, pair, context).flatMap((reference) =>
        problemOf(type.definition, pair, reference, matching, snapshot, pruned, context),
      ),
    ),
  );
}

/** References to nothing that the API takes all the same: said, and sent as they are written. */
export function looseNotes(matching: Matching, snapshot: Snapshot, context: Context): readonly Draft[] {
  const { names } = matching;
  return matching.types.flatMap((type) =>
    type.pairs.flatMap((pair) =>
      referencesOf(type.definition, pair, context)
        .filter((reference) => reference.loose && snapshot.types[reference.type]?.status === 'read')
        .filter(
          (reference) =>
            !isKnown(names, reference.type, reference.value) && !isHeld(type.definition, pair.live, reference, context),
        )
        .map(({ at, value, type: target }) =>
          noteDraft(pair.declared, at, `"${value}" is none of the ${target}; sent as it is written`),
        ),
    ),
  );
}

function referencesOf(type: ResourceType, pair: Pair, context: Context): readonly FoundReference[] {
  const inRelations = type.relations.flatMap((relation) =>
    (pair.declared.relations[relation.field] ?? []).flatMap((item, index) =>
      declaredReferences({ type, relation, ...pair }, item, index, context),
    ),
  );
  return [...referencesIn(shapeOf(type), pair.declared.fields), ...inRelations];
}

function problemOf(
  type: ResourceType,
  pair: Pair,
  reference: FoundReference,
  matching: Matching,
  snapshot: Snapshot,
  pruned: ReadonlySet<string>,
  context: Context,
): readonly Problem[] {
  const { names } = matching;
  const place = { kind: 'address', address: pair.declared.address, pointer: reference.at } as const;
  const target = addressOf(reference.type, names.reads(reference.type, reference.value));
  // A type that tenon does not manage, or that was not read: nothing is known of it, nothing is claimed.
  const known = names.types.get(reference.type);
  if (!known || (snapshot.types[reference.type]?.status !== 'read' && known.declared.size === 0)) return [];
  const unlessHeld = (problem: Problem): readonly Problem[] => (isHeld(type, pair.live, reference, context) ? [] : [problem]);
  if (!isKnown(names, reference.type, reference.value)) {
    // An item of what is missing is missing with it: one of the two says enough.
    return reference.item || reference.loose ? [] : unlessHeld(dangling(reference, place, context));
  }
  if (isShared(known, reference.value)) return [ambiguous(target, place)];
  if (pruned.has(target)) return [goesAway(target, place)];
  return reference.item && !reference.item.loose && !hasItem(reference, matching, context)
    ? unlessHeld(noSuchItem(reference, target, place))
    : [];
}

type At = { readonly kind: 'address'; readonly address: string; readonly pointer: string };

const dangling = (reference: FoundReference, place: At, context: Context): Problem => {
  const near = nearestKey(reference, context);
  return {
    code: 'dangling-reference',
    severity: 'error',
    message: `there is no "${reference.value}" among the ${reference.type}, neither in the definition nor in the tenant`,
    place,
    hint: near === undefined ? `Declare it under ${reference.type}, or correct the name.` : `Did you mean "${near}"?`,
  };
};

/** Whether a key leaves open which of several resources is meant. One that is declared wins over those that are not. */
const isShared = (known: TypeNames, key: string): boolean =>
  known.declared.has(key) ? known.shared.has(key) : (known.liveByKey.get(key)?.length ?? 1) > 1;

const ambiguous = (target: string, place: At): Problem => ({
  code: 'ambiguous-key',
  severity: 'error',
  message: `there are several resources at ${target}`,
  place,
  hint: 'Declare the one that is meant with $id, or write its id here.',
});

const goesAway = (target: string, place: At): Problem => ({
  code: 'dangling-reference',
  severity: 'error',
  message: `${target} is not declared and would be deleted by this very plan`,
  place,
  hint: `Declare ${target}, or take the reference out.`,
});

const noSuchItem = (reference: FoundReference, target: string, place: At): Problem => ({
  code: 'dangling-reference',
  severity: 'error',
  message: `${target} has no "${reference.item?.value}" among its ${reference.item?.list}`,
  place,
  hint: `Add it to the ${reference.item?.list} of ${target}, or correct the name.`,
});

/** Whether the resource will have the item: by the declared list where there is one, else by what the tenant has. */
function hasItem(reference: FoundReference, matching: Matching, context: Context): boolean {
  const match = matching.types.find((type) => type.definition.type === reference.type);
  const key = context.names.reads(reference.type, reference.value);
  const pair = match?.pairs.find((candidate) => candidate.declared.key === key);
  const live = pair?.live ?? context.names.types.get(reference.type)?.liveByKey.get(key)?.[0];
  const { list = '', value = '' } = reference.item ?? {};
  const holder = pair && member(pair.declared.fields, list) !== undefined ? pair.declared.fields : (live?.body ?? {});
  return match === undefined || listItems(match.definition, holder, list).includes(value);
}

function listItems(type: ResourceType, holder: JsonObject, list: string): readonly string[] {
  const found = member(holder, list);
  const key = memberShape(shapeOf(type), holder, list)?.schema['x-item-key'] ?? [];
  return isArray(found ?? null) ? (isArray(found) ? found : []).filter(isObject).map((item) => itemKey(key, item)) : [];
}

/** The known key of which the value is a slip. */
function nearestKey(reference: FoundReference, context: Context): string | undefined {
  const known = context.names.types.get(reference.type);
  return nearest(reference.value, [...(known?.declared ?? []), ...(known?.liveByKey.keys() ?? [])]);
}
