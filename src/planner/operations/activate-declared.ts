import { toAddress } from '../../model/address.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { findReferences } from '../../schema/schema-references.ts';
import type { Matching, ResourcePair, TypeMatch } from '../match/match-resources.ts';

/**
 * Activates resources that declared ones need active, even those declared `deployed: false`: an export writes that also for an action
 * whose older version is deployed. If the tenant has an active version, `deployed: false` holds and that version stays.
 */
export function activateNeededResources(matching: Matching): Matching {
  const needed = new Set(matching.types.flatMap((type) => listNeededAddresses(type, matching)));
  return { ...matching, types: matching.types.map((type) => ({ ...type, pairs: type.pairs.map(activatePair(type, needed)) })) };
}

const listNeededAddresses = ({ definition, pairs }: TypeMatch, { names }: Matching): readonly string[] =>
  pairs.flatMap(({ declared }) =>
    findReferences(getResourceShape(definition), declared.fields).flatMap(({ type, value, inEffect }) =>
      inEffect ? [toAddress(type, names.toKey(type, value))] : [],
    ),
  );

const activatePair =
  ({ definition: { activation } }: TypeMatch, needed: ReadonlySet<string>) =>
  (pair: ResourcePair): ResourcePair => {
    const { declared, live } = pair;
    const isActive = activation && live && getObjectMember(live.body, activation.activeMember) != null;
    if (!activation || isActive || !needed.has(declared.address)) return pair;
    return { ...pair, declared: { ...declared, fields: { ...declared.fields, [activation.field]: true } } };
  };
