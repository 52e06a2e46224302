import type { Address } from '../model/address.ts';
import type { Definition } from '../model/definition.ts';
import { isArray, isObject, type JsonValue, member } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import { type Pointer, stepsOf } from '../model/pointer.ts';
import type { Problem } from '../model/problem.ts';

export type SecretResolver = (address: Address, pointer: Pointer) => Outcome<JsonValue, Problem>;

/** Gives the values in clear that a plan names by their place: they are in the definition, in memory, and nowhere else. */
export function secretResolver(definition: Definition): SecretResolver {
  return (address, pointer) => {
    const candidates = definition.resources.filter((resource) => resource.address === address);
    const values = candidates.flatMap(({ fields, relations }) => valueAt({ ...fields, ...relations }, stepsOf(pointer)) ?? []);
    const [value] = values;
    return value === undefined ? failure(missing(address, pointer)) : success(value);
  };
}

function valueAt(root: JsonValue, steps: readonly string[]): JsonValue | undefined {
  return steps.reduce<JsonValue | undefined>((value, step) => {
    if (value !== undefined && isArray(value)) return value[Number(step)];
    return isObject(value) ? member(value, step) : undefined;
  }, root);
}

const missing = (address: Address, pointer: Pointer): Problem => ({
  code: 'secret-missing',
  severity: 'error',
  message: `The definition has no value for ${address} at ${pointer}`,
  place: { kind: 'address', address, pointer },
  hint: 'Apply a plan with the definition that it was made from.',
});
