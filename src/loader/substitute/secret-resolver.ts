import type { Address } from '../../model/address.ts';
import type { DeclaredResource, Definition } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group.ts';
import { isArray, isObject, type JsonValue, member } from '../../model/json/json.ts';
import { type Pointer, stepsOf } from '../../model/json/pointer.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

export type SecretResolver = (address: Address, pointer: Pointer, liveId?: string) => Outcome<JsonValue, Problem>;

/** Gives the values in clear that a plan names by their place: they are in the definition, in memory, and nowhere else. */
export function secretResolver(definition: Definition): SecretResolver {
  const byAddress = groupBy(definition.resources, (resource) => resource.address);
  return (address, pointer, liveId) => {
    const named = byAddress.get(address) ?? [];
    // Of several at one address each is declared with its id.
    const pinned = named.filter((resource) => resource.pinnedId !== undefined && resource.pinnedId === liveId);
    const candidates = pinned.length > 0 ? pinned : named.filter((resource) => resource.pinnedId === undefined);
    const values = candidates.map(({ fields, relations }) => valueAt({ ...fields, ...relations }, stepsOf(pointer)));
    const value = values.find((candidate) => candidate !== undefined);
    return value === undefined ? failure(missing(address, pointer)) : success(value);
  };
}

/** All of them, for taking them out of what others say. */
export const secretValues = (definition: Definition): readonly string[] =>
  definition.resources.flatMap(({ fields, relations, secrets }) =>
    Object.keys(secrets).flatMap((place) => textsIn(valueAt({ ...fields, ...relations }, stepsOf(place)))),
  );

/** The texts that are secret as a whole; what a secret object holds may be anything. */
export const textsAt = ({ fields, relations, secrets }: DeclaredResource): readonly string[] =>
  Object.keys(secrets).flatMap((place) => {
    const value = valueAt({ ...fields, ...relations }, stepsOf(place));
    return typeof value === 'string' ? [value] : [];
  });

function textsIn(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value !== undefined && isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
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
