import { isObject, type JsonValue, member } from '../../model/json/json.ts';
import { stepsOf } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { keywordsIn } from '../../schema/keywords.ts';
import { memberShape, type Shape } from '../../schema/walk.ts';
import type { Matching } from '../match/match-resources.ts';
import { secretsOf } from '../operations/changed-fields.ts';
import type { Context } from '../planning-context.ts';

/** Changes that the API cannot make to what exists: refused here, with what to do instead, rather than halfway through an apply. */
export function createOnlyProblems(matching: Matching, context: Context): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs }) =>
    pairs.flatMap(({ declared, live }) => {
      if (!live) return [];
      const shape = shapeOf(definition);
      if (!keywordsIn(shape.schema).has('x-create-only')) return [];
      const holder = { ...live.body, ...declared.fields };
      return fieldChanges(shape, live.body, declared.fields, context.reading(secretsOf(declared)))
        .filter((change) => isFixed(shape, holder, change))
        .map(
          (change): Problem => ({
            code: 'create-only-changed',
            severity: 'error',
            message: `${stepsOf(change.path).join('.')} of an existing ${definition.noun} cannot change: the tenant has ${text(change.before)}, the definition says ${text(change.after)}`,
            place: { kind: 'address', address: declared.address, pointer: change.path },
            hint: `Write what the tenant has, or declare a new ${definition.noun} under another ${definition.key[0]} and retire this one${definition.loses === undefined ? '' : ` (with it goes ${definition.loses})`}.`,
          }),
        );
    }),
  );
}

const text = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));

function isFixed(shape: Shape, holder: Parameters<typeof memberShape>[1], change: Change): boolean {
  let at: Shape | undefined = shape;
  let value: JsonValue | undefined = holder;
  for (const step of stepsOf(change.path)) {
    if (!at || !isObject(value)) return false;
    at = memberShape(at, value, step);
    value = member(value, step);
    if (at?.schema['x-create-only']) return true;
  }
  return false;
}
