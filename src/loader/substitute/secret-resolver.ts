import type { Address } from '../../model/address.ts';
import type { DeclaredResource, Definition, SecretResolver } from '../../model/definition/definition.ts';
import { groupBy } from '../../model/group-by.ts';
import { isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { getValueAt, type Pointer } from '../../model/json/pointer.ts';
import { failWith, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** Creates a resolver for the secrets that a plan refers to by place. Their plaintext exists only in the loaded definition, in memory. */
export function createSecretResolver(definition: Definition): SecretResolver {
  const byAddress = groupBy(definition.resources, (resource) => resource.address);
  return (address, pointer, liveId) => {
    const resources = byAddress.get(address) ?? [];
    // Resources that share an address are each declared with `$id`.
    const pinned = resources.filter((resource) => resource.pinnedId !== undefined && resource.pinnedId === liveId);
    const candidates = pinned.length > 0 ? pinned : resources.filter((resource) => resource.pinnedId === undefined);
    const values = candidates.map(({ fields, relations }) => getValueAt({ ...fields, ...relations }, pointer));
    const value = values.find((candidate) => candidate !== undefined);
    return value === undefined ? failWith(createMissingSecretProblem(address, pointer)) : succeed(value);
  };
}

/** Lists every string in the definition's secrets, to remove them from texts of other origin, such as API errors. */
export const listSecretValues = (definition: Definition): readonly string[] =>
  definition.resources.flatMap(({ fields, relations, secrets }) =>
    Object.keys(secrets).flatMap((place) => collectStrings(getValueAt({ ...fields, ...relations }, place))),
  );

/** Lists a resource's secrets that are strings. Secret objects are skipped: their parts may be ordinary words. */
export const listSecretStrings = ({ fields, relations, secrets }: DeclaredResource): readonly string[] =>
  Object.keys(secrets).flatMap((place) => {
    const value = getValueAt({ ...fields, ...relations }, place);
    return typeof value === 'string' ? [value] : [];
  });

function collectStrings(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value !== undefined && isArray(value)) return value.flatMap(collectStrings);
  return isObject(value) ? Object.values(value).flatMap(collectStrings) : [];
}

const createMissingSecretProblem = (address: Address, pointer: Pointer): Problem => ({
  code: 'secret-missing',
  severity: 'error',
  message: `The definition has no value for the secret of ${address} at ${pointer}`,
  place: { kind: 'address', address, pointer },
  hint: 'Apply the plan with the definition it was created from.',
});
