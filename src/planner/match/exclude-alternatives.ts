import { getResourceShape } from '../../resources/resource-shape.ts';
import { replaceAlternatives } from '../../schema/request/replace-alternatives.ts';
import type { Matching, ResourcePair, TypeMatch } from './match-resources.ts';

/** Declares live members as unset where the API does not allow them next to a declared member. */
export const declareAlternatives = (matching: Matching): Matching => ({
  ...matching,
  types: matching.types.map((type) => ({
    ...type,
    pairs: type.pairs.map((pair) => declarePairAlternatives(type, pair, matching)),
  })),
});

function declarePairAlternatives({ definition }: TypeMatch, pair: ResourcePair, { names }: Matching): ResourcePair {
  const { declared, live } = pair;
  if (!live) return pair;
  const fields = replaceAlternatives(getResourceShape(definition), live.body, declared.fields, { reference: names.toKey });
  return { ...pair, declared: { ...declared, fields } };
}
