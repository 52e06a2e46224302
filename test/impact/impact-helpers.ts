import { assessImpact } from '../../src/impact/assess-impact.ts';
import type { ChangedResource, ImpactAnswer, ImpactQuestion, RelatedResource } from '../../src/impact/impact-question.ts';
import { findPredicate } from '../../src/impact/predicates/predicate-registry.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import type { Impact } from '../../src/model/plan/impact.ts';
import { computeFieldChanges } from '../../src/schema/compare/compare-fields.ts';
import { AS_IS } from '../../src/schema/compare/normal-form.ts';
import type { Schema } from '../../src/schema/load-schema.ts';
import { toRootShape } from '../../src/schema/schema-shape.ts';

export const createChangedResource = (given: Partial<ChangedResource> = {}): ChangedResource => ({
  key: 'key',
  isNew: false,
  listSiblings: () => [],
  findReferrers: () => ({ list: [], isComplete: true }),
  ...given,
});

export const createReferrer = (
  key: string,
  fields: JsonObject = {},
  referrers?: readonly RelatedResource[],
): RelatedResource => ({
  key,
  fields,
  findReferrers: () => ({ list: referrers ?? [], isComplete: true }),
});

/** Assesses an update of one resource. */
export function assessUpdate(schema: Schema, before: JsonObject, declared: JsonObject): readonly Impact[] {
  const shape = toRootShape(schema);
  const after = { ...before, ...declared };
  return assessImpact({
    shape,
    changes: computeFieldChanges(shape, before, declared, AS_IS),
    resource: createChangedResource({ before, after }),
  });
}

/** Assesses an update of the only field of a schema. */
export const assessField = (field: Schema, before: JsonObject, declared: JsonObject): readonly string[] =>
  assessUpdate({ type: 'object', properties: { field } }, before, declared).map(({ is }) => is);

export const WIDER: ImpactAnswer = { is: 'widens', says: 'More.' };

export function askPredicate(
  name: string,
  question: Partial<ImpactQuestion>,
  answer: ImpactAnswer | undefined = WIDER,
): ImpactAnswer | undefined {
  const predicate = findPredicate(name);
  if (!predicate) throw new Error(`no predicate ${name}`);
  return predicate({ field: 'field', direction: 'up', resource: createChangedResource(), ...question }, answer);
}
