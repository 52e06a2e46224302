import { addressOf } from '../../model/address.ts';
import { member } from '../../model/json/json.ts';
import { shapeOf } from '../../resources/shape.ts';
import { referencesIn } from '../../schema/references.ts';
import type { Matching, Pair, TypeMatch } from '../match/match-resources.ts';

/**
 * What something declared needs in effect is put there, even where it says `deployed: false`: of a tenant that has an older version of
 * it running, an export says so as well. Where one runs, that wish to leave it alone holds.
 */
export function putInEffect(matching: Matching): Matching {
  const needed = new Set(matching.types.flatMap((type) => neededBy(type, matching)));
  return { ...matching, types: matching.types.map((type) => ({ ...type, pairs: type.pairs.map(inEffect(type, needed)) })) };
}

const neededBy = ({ definition, pairs }: TypeMatch, { names }: Matching): readonly string[] =>
  pairs.flatMap(({ declared }) =>
    referencesIn(shapeOf(definition), declared.fields).flatMap(({ type, value, inEffect: isNeeded }) =>
      isNeeded ? [addressOf(type, names.reads(type, value))] : [],
    ),
  );

const inEffect =
  ({ definition: { effect } }: TypeMatch, needed: ReadonlySet<string>) =>
  (pair: Pair): Pair => {
    const { declared, live } = pair;
    const isRunning = effect && live && member(live.body, effect.running) != null;
    if (!effect || isRunning || !needed.has(declared.address)) return pair;
    return { ...pair, declared: { ...declared, fields: { ...declared.fields, [effect.field]: true } } };
  };
