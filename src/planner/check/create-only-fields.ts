import { getObjectMember, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatValue } from '../../model/wording.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { collectKeywords } from '../../schema/schema-keywords.ts';
import { getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import type { Matching } from '../match/match-resources.ts';
import { getSecretPointers } from '../operations/changed-fields.ts';
import type { PlanningContext } from '../planning-context.ts';

/** Refuses changes to fields that the API sets only on create, with a way out, instead of failing halfway through an apply. */
export function refuseCreateOnlyChanges(matching: Matching, context: PlanningContext): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs }) =>
    pairs.flatMap(({ declared, live }) => {
      if (!live) return [];
      const shape = getResourceShape(definition);
      if (!collectKeywords(shape.schema).has('x-create-only')) return [];
      const holder = { ...live.body, ...declared.fields };
      return computeFieldChanges(shape, live.body, declared.fields, context.getCompareOptions(getSecretPointers(declared)))
        .filter((change) => isCreateOnly(shape, holder, change))
        .map(
          (change): Problem => ({
            code: 'create-only-changed',
            severity: 'error',
            message: `${parsePointer(change.path).join('.')} of an existing ${definition.noun} cannot be changed: the tenant has ${formatValue(change.before)}, the definition has ${formatValue(change.after)}`,
            place: { kind: 'address', address: declared.address, pointer: change.path },
            hint: `Declare the tenant's value, or declare a new ${definition.noun} with another ${definition.key[0]} and delete this one${definition.deleteLoses === undefined ? '' : ` (deletes ${definition.deleteLoses})`}.`,
          }),
        );
    }),
  );
}

function isCreateOnly(shape: Shape, holder: Parameters<typeof getMemberShape>[1], change: Change): boolean {
  let at: Shape | undefined = shape;
  let value: JsonValue | undefined = holder;
  for (const step of parsePointer(change.path)) {
    if (!at || !isObject(value)) return false;
    at = getMemberShape(at, value, step);
    value = getObjectMember(value, step);
    if (at?.schema['x-create-only']) return true;
  }
  return false;
}
