import { addressOf } from '../../model/address.ts';
import { groupBy } from '../../model/group.ts';
import type { JsonObject } from '../../model/json/json.ts';
import { shapeOf } from '../../resources/shape.ts';
import { referencesIn } from '../../schema/references.ts';
import { type Draft, noteDraft, type Token, without } from '../draft.ts';
import type { Matching, TypeMatch } from '../match/match-resources.ts';
import type { Context } from '../planning-context.ts';

interface Held {
  readonly token: Token;
  readonly item: string;
  readonly by: string;
}

/**
 * What loses an item that something else keeps: the API has refused to take away scopes that grants and roles carry (other tools' experience).
 * Said in the plan, and no error: what roles carry is read only where it is declared, and the API's own word on it is not written down.
 */
export function stillHeld(
  drafts: readonly Draft[],
  matching: Matching,
  pruned: ReadonlySet<string>,
  context: Context,
): readonly Draft[] {
  const losing = drafts.filter(({ removes }) => removes.length > 0);
  const removed = new Set(losing.flatMap(({ removes }) => removes));
  if (removed.size === 0) return [];
  const held = groupBy(
    matching.types.flatMap((type) => keptBodies(type, pruned).flatMap((kept) => itemsIn(type, kept, context))),
    ({ token }) => token,
  );
  return losing.flatMap(({ operation, removes }) => {
    const found = removes.flatMap((token) => held.get(token) ?? []);
    return [...groupBy(found, ({ by }) => by)].map(([by, items]) =>
      noteDraft(
        operation,
        by,
        `${by} stays as it is and has ${items.map(({ item }) => item).join(', ')}: Auth0 may refuse to take it away`,
      ),
    );
  });
}

interface Kept {
  readonly address: string;
  readonly body: JsonObject;
}

/** What the tenant keeps: resources that nobody declares, and of those that somebody does the fields that are not mentioned. */
function keptBodies({ definition, pairs, unmatched }: TypeMatch, pruned: ReadonlySet<string>): readonly Kept[] {
  const left = unmatched
    .map(({ key, live }) => ({ address: addressOf(definition.type, key), body: live.body }))
    .filter(({ address }) => !pruned.has(address));
  const unsaid = pairs.flatMap(({ declared, live }) => {
    const said = new Set(Object.keys(declared.fields).filter((name) => !definition.key.includes(name)));
    return live ? [{ address: declared.address, body: without(live.body, said) }] : [];
  });
  return [...left, ...unsaid];
}

const itemsIn = ({ definition }: TypeMatch, { address, body }: Kept, context: Context): readonly Held[] =>
  referencesIn(shapeOf(definition), body).flatMap((reference) => {
    const [, token] = context.tokens(reference);
    return reference.item && token !== undefined ? [{ token, item: reference.item.value, by: address }] : [];
  });
