import type { Address } from '../../model/address.ts';
import { getObjectMember, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { formatValue } from '../../model/wording.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
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
      // Without an update, everything is set on create only, even a field that the schema does not describe.
      const isImmutable = definition.scopes.update === undefined;
      if (!isImmutable && !collectKeywords(shape.schema).has('x-create-only')) return [];
      const holder = { ...live.body, ...declared.fields };
      return computeFieldChanges(shape, live.body, declared.fields, context.getCompareOptions(getSecretPointers(declared)))
        .filter((change) => isImmutable || isCreateOnly(shape, holder, change))
        .map((change) => createChangedProblem(definition, declared.address, change));
    }),
  );
}

const createChangedProblem = ({ noun, key, deleteLoses }: ResourceType, address: Address, change: Change): Problem => ({
  code: 'create-only-changed',
  severity: 'error',
  message: `${parsePointer(change.path).join('.')} of an existing ${noun} cannot be changed: ${describeSides(change)}`,
  place: { kind: 'address', address, pointer: change.path },
  hint: `Declare the tenant's value, or declare a new ${noun} with another ${key[0]}, use it in place of this one, and delete this one${deleteLoses === undefined ? '' : ` (deletes ${deleteLoses})`}.`,
});

const describeSides = ({ kind, before, after }: Change): string =>
  kind === 'secret'
    ? 'the tenant has another secret value than the definition'
    : `the tenant has ${formatValue(before)}, the definition has ${formatValue(after)}`;

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
