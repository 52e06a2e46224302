import { toAddress } from '../../model/address.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { findReferences } from '../../schema/schema-references.ts';
import type { Matching, ResourcePair, TypeMatch } from '../match/match-resources.ts';

/**
 * What something declared needs in effect is put there, even where it says `deployed: false`: of a tenant that has an older version of
 * it running, an export says so as well. Where one runs, that wish to leave it alone holds.
 */
export function activateNeededResources(matching: Matching): Matching {
  const needed = new Set(matching.types.flatMap((type) => listNeededAddresses(type, matching)));
  return { ...matching, types: matching.types.map((type) => ({ ...type, pairs: type.pairs.map(activatePair(type, needed)) })) };
}

const listNeededAddresses = ({ definition, pairs }: TypeMatch, { names }: Matching): readonly string[] =>
  pairs.flatMap(({ declared }) =>
    findReferences(getResourceShape(definition), declared.fields).flatMap(({ type, value, inEffect: isNeeded }) =>
      isNeeded ? [toAddress(type, names.toKey(type, value))] : [],
    ),
  );

const activatePair =
  ({ definition: { activation: effect } }: TypeMatch, needed: ReadonlySet<string>) =>
  (pair: ResourcePair): ResourcePair => {
    const { declared, live } = pair;
    const isRunning = effect && live && getObjectMember(live.body, effect.activeMember) != null;
    if (!effect || isRunning || !needed.has(declared.address)) return pair;
    return { ...pair, declared: { ...declared, fields: { ...declared.fields, [effect.field]: true } } };
  };
