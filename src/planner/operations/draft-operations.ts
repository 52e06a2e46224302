import type { DeclaredResource, DeclaredType, Definition } from '../../model/definition/definition.ts';
import { isLeftAlone } from '../../model/definition/left-alone.ts';
import { equal, member } from '../../model/json/json.ts';
import { nearest } from '../../model/problem/nearest.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { orderly } from '../../schema/compare/orderly.ts';
import type { Draft } from '../draft.ts';
import { noteUntouchable } from '../guard/untouchable.ts';
import type { Matching, TypeMatch } from '../match/match-resources.ts';
import { type Created, joiners, relationDrafts } from '../owned/relation-drafts.ts';
import type { Owner } from '../owned/relation-requests.ts';
import type { Context } from '../planning-context.ts';
import { createDraft, deleteDraft, updateDraft } from './resource-drafts.ts';
import { secondStep } from './second-step.ts';
import { splitCreate, splitUpdate } from './split-draft.ts';

/** Every operation that is needed, in the order of the catalogue; deletes at the end, in the reverse of it. */
export function draftsOf(definition: Definition, matching: Matching, context: Context): readonly Draft[] {
  const created = new Map(
    matching.types.map((type) => [
      type.definition.type,
      type.pairs.flatMap(({ declared, live }) => (live ? [] : [declared.key])).sort(),
    ]),
  );
  const changes = matching.types.flatMap((type) => typeDrafts(type, created, context));
  const deletes = matching.types.flatMap((type) =>
    prunable(type, definition).map(({ key, live }) =>
      deleteDraft(type.definition, key, live, context, newNameOf(key, created.get(type.definition.type) ?? [])),
    ),
  );
  return [...changes, ...deletes.reverse(), ...matching.types.flatMap(noteUntouchable)];
}

/** Among more creates than these nobody takes one for another's new name. */
const MOST_NAMES = 50;

/** A delete beside a create of nearly the same name is mostly a rename, by which the id would be lost. */
const newNameOf = (key: string, created: readonly string[]): string | undefined =>
  created.length > MOST_NAMES ? undefined : nearest(key, created);

function typeDrafts(type: TypeMatch, created: Created, context: Context): readonly Draft[] {
  return type.pairs.flatMap(({ declared, live }) => {
    const own = live
      ? draftUpdate(type.definition, declared, live, context)
      : [draftCreate(type.definition, declared, context), ...secondStep(type.definition, declared, context)];
    const relations = type.definition.relations
      .filter((relation) => declared.relations[relation.field] !== undefined)
      .flatMap((relation) => {
        const owner: Owner = { type: type.definition, relation, declared, ...(live ? { live } : {}) };
        return relationDrafts(owner, joiners(owner, created, context), context);
      });
    return [...own, ...relations];
  });
}

const draftCreate = (type: ResourceType, declared: DeclaredResource, context: Context): Draft => ({
  ...createDraft(type, declared, context),
  split: { defer: (fields) => splitCreate(type, declared, fields, context) },
});

function draftUpdate(type: ResourceType, declared: DeclaredResource, found: LiveResource, context: Context): readonly Draft[] {
  const draft = updateDraft(type, declared, found, context);
  if (!draft) return [];
  const live = { ...found, body: orderly(shapeOf(type), found.body) };
  return [{ ...draft, split: splitUpdate(type, declared, live, draft.operation.changes, context) }];
}

export interface Undeclared {
  readonly key: string;
  readonly live: LiveResource;
}

/** Live resources that the files speak of by their type and do not list. */
export function undeclaredOf(type: TypeMatch, declared: readonly DeclaredType[]): readonly Undeclared[] {
  // What nobody can delete is just there.
  if (type.definition.loses === undefined) return [];
  const scopes = declared.filter((candidate) => candidate.type === type.definition.type);
  return type.unmatched.filter(({ live }) => scopes.some((scope) => covers(scope, live)));
}

const covers = (scope: DeclaredType, live: LiveResource): boolean =>
  !isLeftAlone(scope.except ?? [], live.body) &&
  Object.entries(scope.only ?? {}).every(([name, value]) => equal(member(live.body, name), value));

export const prunable = (type: TypeMatch, definition: Definition): readonly Undeclared[] =>
  definition.policy.prune.includes(type.definition.type) ? undeclaredOf(type, definition.declared) : [];
