import { toAddress } from '../../model/address.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import { RESOURCE_TYPES } from '../../resources/catalogue.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { findReferences } from '../../schema/schema-references.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';
import { createWarning, type Finding } from '../findings.ts';

/** Resources that are declared not to be in effect, and needed so by others: `deployed: false` beside a trigger that runs the action. */
export function findActivationConflicts(parsedResources: readonly ParsedResource[]): readonly Finding[] {
  const users = mapActivationUsers(parsedResources);
  return parsedResources.flatMap(({ resource, tree }) => {
    const field = RESOURCE_TYPES.find(({ type }) => type === resource.type)?.activation?.field ?? '';
    const user = users.get(resource.address);
    if (user === undefined || getObjectMember(resource.fields, field) !== false) return [];
    return [
      createWarning('wrong-value', tree.members.get(field)?.value.span, `"${field}: false" cannot hold: ${user} runs it`, {
        hint: 'A version that runs already is left as it is. Where there is none, this one is deployed.',
      }),
    ];
  });
}

/** Who needs what in effect. */
const mapActivationUsers = (parsedResources: readonly ParsedResource[]): ReadonlyMap<string, string> =>
  new Map(
    RESOURCE_TYPES.flatMap((type) =>
      parsedResources
        .filter(({ resource }) => resource.type === type.type)
        .flatMap(({ resource }) =>
          findReferences(getResourceShape(type), resource.fields)
            .filter(({ inEffect }) => inEffect)
            .map((reference) => [toAddress(reference.type, reference.value), resource.address] as const),
        ),
    ),
  );
