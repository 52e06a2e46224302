import { toAddress } from '../../model/address.ts';
import { groupBy } from '../../model/group-by.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { findReferences } from '../../schema/schema-references.ts';
import { createNoteDraft, type DependencyToken, type Draft, omitMembers } from '../draft.ts';
import type { Matching, TypeMatch } from '../match/match-resources.ts';
import type { PlanningContext } from '../planning-context.ts';

interface UsedItem {
  readonly token: DependencyToken;
  readonly item: string;
  readonly by: string;
}

/**
 * Notes removed items that other resources still use. The API has refused to remove scopes that grants and roles use, according to users
 * of other tools. A note rather than an error: the behavior is undocumented, and permissions of undeclared roles are not read.
 */
export function noteItemsStillUsed(
  drafts: readonly Draft[],
  matching: Matching,
  pruned: ReadonlySet<string>,
  context: PlanningContext,
): readonly Draft[] {
  const losing = drafts.filter(({ removes }) => removes.length > 0);
  const removed = new Set(losing.flatMap(({ removes }) => removes));
  if (removed.size === 0) return [];
  const held = groupBy(
    matching.types.flatMap((type) => listKeptBodies(type, pruned).flatMap((kept) => listUsedItems(type, kept, context))),
    ({ token }) => token,
  );
  return losing.flatMap(({ operation, removes }) => {
    const found = removes.flatMap((token) => held.get(token) ?? []);
    return [...groupBy(found, ({ by }) => by)].map(([by, items]) =>
      createNoteDraft(
        operation,
        by,
        `${by} still uses ${items.map(({ item }) => item).join(', ')}: Auth0 may refuse the removal`,
      ),
    );
  });
}

interface KeptBody {
  readonly address: string;
  readonly body: JsonObject;
}

/** Lists what the plan leaves unchanged: undeclared resources that are not deleted, and undeclared fields of declared ones. */
function listKeptBodies({ definition, pairs, unmatched }: TypeMatch, pruned: ReadonlySet<string>): readonly KeptBody[] {
  const undeclaredBodies = unmatched
    .map(({ key, live }) => ({ address: toAddress(definition.type, key), body: live.body }))
    .filter(({ address }) => !pruned.has(address));
  const undeclaredFields = pairs.flatMap(({ declared, live }) => {
    const declaredNames = new Set(Object.keys(declared.fields).filter((name) => !definition.key.includes(name)));
    return live ? [{ address: declared.address, body: omitMembers(live.body, declaredNames) }] : [];
  });
  return [...undeclaredBodies, ...undeclaredFields];
}

const listUsedItems = ({ definition }: TypeMatch, { address, body }: KeptBody, context: PlanningContext): readonly UsedItem[] =>
  findReferences(getResourceShape(definition), body).flatMap((reference) => {
    const [, token] = context.listReferenceTokens(reference);
    return reference.item && token !== undefined ? [{ token, item: reference.item.value, by: address }] : [];
  });
