import type { Address } from '../../model/address.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { escapeStep, type Pointer, stepsOf } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { shapeOf } from '../../resources/shape.ts';
import { createRequiredIn } from '../../schema/fits.ts';
import { itemShape, memberShape, type Shape } from '../../schema/walk.ts';
import type { Matching } from '../match/match-resources.ts';

/** What a create needs and the definition does not say: refused here rather than by the API, halfway through an apply. */
export function createNeeds(matching: Matching): readonly Problem[] {
  return matching.types.flatMap(({ definition, pairs }) =>
    pairs
      .filter(({ live }) => live === undefined)
      .flatMap(({ declared: { address, fields } }) => [
        ...refusedCreates(shapeOf(definition), fields, address),
        ...missingIn(shapeOf(definition), fields, '').map(
          ({ at, shape }): Problem => ({
            code: 'missing-field',
            severity: 'error',
            message: `the tenant has no ${address}, and to create it takes ${stepsOf(at).join('.')}`,
            place: { kind: 'address', address, pointer: at },
            ...(shape.schema.description === undefined ? {} : { hint: shape.schema.description }),
          }),
        ),
      ]),
  );
}

/** Fields of a resource that comes into being elsewhere: made here, it would be another kind of resource. */
const refusedCreates = (shape: Shape, fields: JsonObject, address: Address): readonly Problem[] =>
  Object.keys(fields).flatMap((name): readonly Problem[] => {
    const reason = memberShape(shape, fields, name)?.schema['x-create-refused'];
    if (reason === undefined || (member(fields, name) ?? null) === null) return [];
    return [
      {
        code: 'create-refused',
        severity: 'error',
        message: `the tenant has no ${address}, and one with "${name}" cannot be created`,
        place: { kind: 'address', address, pointer: `/${escapeStep(name)}` },
        hint: reason,
      },
    ];
  });

interface Missing {
  readonly at: Pointer;
  readonly shape: Shape;
}

/** What a create would lack, by its place in the resource. */
export function missingIn(shape: Shape | undefined, value: JsonValue, at: Pointer): readonly Missing[] {
  if (!shape) return [];
  if (isArray(value)) return value.flatMap((item, index) => missingIn(itemShape(shape), item, `${at}/${index}`));
  if (!isObject(value)) return [];
  const missing = createRequiredIn(shape, value).flatMap((name): readonly Missing[] => {
    const field = memberShape(shape, value, name);
    return field && member(value, name) === undefined ? [{ at: `${at}/${escapeStep(name)}`, shape: field }] : [];
  });
  const inside = Object.keys(value).flatMap((name) =>
    missingIn(memberShape(shape, value, name), member(value, name) ?? null, `${at}/${escapeStep(name)}`),
  );
  return [...missing, ...inside];
}
