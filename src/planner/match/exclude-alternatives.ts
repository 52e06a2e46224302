import { shapeOf } from '../../resources/shape.ts';
import { replaceAlternatives } from '../../schema/request/alternatives.ts';
import type { Matching, Pair, TypeMatch } from './match-resources.ts';

/** A declared member takes the place of live ones that the API does not allow beside it: those are declared unset. */
export const declareAlternatives = (matching: Matching): Matching => ({
  ...matching,
  types: matching.types.map((type) => ({ ...type, pairs: type.pairs.map((pair) => withAlternatives(type, pair, matching)) })),
});

function withAlternatives({ definition }: TypeMatch, { declared, live }: Pair, { names }: Matching): Pair {
  if (!live) return { declared };
  const fields = replaceAlternatives(shapeOf(definition), live.body, declared.fields, { reference: names.reads });
  return { declared: { ...declared, fields }, live };
}
