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
 * What loses an item that something else keeps: the API has refused to take away scopes that grants and roles carry (other tools' experience).
 * Said in the plan, and no error: what roles carry is read only where it is declared, and the API's own word on it is not written down.
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
        `${by} stays as it is and has ${items.map(({ item }) => item).join(', ')}: Auth0 may refuse to take it away`,
      ),
    );
  });
}

interface KeptBody {
  readonly address: string;
  readonly body: JsonObject;
}

/** What the tenant keeps: resources that nobody declares, and of those that somebody does the fields that are not mentioned. */
function listKeptBodies({ definition, pairs, unmatched }: TypeMatch, pruned: ReadonlySet<string>): readonly KeptBody[] {
  const left = unmatched
    .map(({ key, live }) => ({ address: toAddress(definition.type, key), body: live.body }))
    .filter(({ address }) => !pruned.has(address));
  const unsaid = pairs.flatMap(({ declared, live }) => {
    const said = new Set(Object.keys(declared.fields).filter((name) => !definition.key.includes(name)));
    return live ? [{ address: declared.address, body: omitMembers(live.body, said) }] : [];
  });
  return [...left, ...unsaid];
}

const listUsedItems = ({ definition }: TypeMatch, { address, body }: KeptBody, context: PlanningContext): readonly UsedItem[] =>
  findReferences(getResourceShape(definition), body).flatMap((reference) => {
    const [, token] = context.listReferenceTokens(reference);
    return reference.item && token !== undefined ? [{ token, item: reference.item.value, by: address }] : [];
  });
