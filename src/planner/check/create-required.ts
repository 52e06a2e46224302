import { getObjectMember, isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { escapeStep, type Pointer, parsePointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { listCreateRequiredMembers } from '../../schema/matches-schema.ts';
import { getItemShape, getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import type { Matching } from '../match/match-resources.ts';

/** Refuses creates that lack required fields, instead of letting the API reject them halfway through an apply. */
export function refuseIncompleteCreates(matching: Matching): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs }) =>
    pairs
      .filter(({ live }) => live === undefined)
      .flatMap(({ declared: { address, fields } }) =>
        findMissingFields(getResourceShape(definition), fields, '').map(
          ({ at, shape }): Problem => ({
            code: 'missing-field',
            severity: 'error',
            message: `the tenant has no ${address}, and creating it requires ${parsePointer(at).join('.')}`,
            place: { kind: 'address', address, pointer: at },
            ...omitUndefined({ hint: shape.schema.description }),
          }),
        ),
      ),
  );
}

interface MissingField {
  readonly at: Pointer;
  readonly shape: Shape;
}

/** Finds the required fields that a create would lack, with their places in the resource. */
export function findMissingFields(shape: Shape | undefined, value: JsonValue, at: Pointer): readonly MissingField[] {
  if (!shape) return [];
  if (isArray(value)) return value.flatMap((item, index) => findMissingFields(getItemShape(shape), item, `${at}/${index}`));
  if (!isObject(value)) return [];
  const missing = listCreateRequiredMembers(shape, value).flatMap((name): readonly MissingField[] => {
    const field = getMemberShape(shape, value, name);
    return field && getObjectMember(value, name) === undefined ? [{ at: `${at}/${escapeStep(name)}`, shape: field }] : [];
  });
  const inside = Object.keys(value).flatMap((name) =>
    findMissingFields(getMemberShape(shape, value, name), getObjectMember(value, name) ?? null, `${at}/${escapeStep(name)}`),
  );
  return [...missing, ...inside];
}
