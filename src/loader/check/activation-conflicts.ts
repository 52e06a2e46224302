import { toAddress } from '../../model/address.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { findReferences } from '../../schema/schema-references.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';
import { createWarning, type LoadFinding } from '../findings.ts';

/** Finds resources declared inactive that another one needs active: `deployed: false` on an action that a trigger runs. */
export function findActivationConflicts(
  parsedResources: readonly ParsedResource[],
  catalogue: Catalogue,
): readonly LoadFinding[] {
  const users = mapActivationUsers(parsedResources, catalogue);
  return parsedResources.flatMap(({ resource, tree }) => {
    const type = catalogue.get(resource.type);
    const field = type?.activation?.field ?? '';
    const user = users.get(resource.address);
    if (!type || user === undefined || getObjectMember(resource.fields, field) !== false) return [];
    return [
      createWarning(
        'wrong-value',
        tree.members.get(field)?.value.span,
        `"${field}: false" conflicts: ${user} uses this ${type.noun}`,
        {
          hint: 'A version that is already deployed stays deployed. If there is none, this version is deployed.',
        },
      ),
    ];
  });
}

/** Maps the address of each resource that must be active to a resource that needs it. */
const mapActivationUsers = (parsedResources: readonly ParsedResource[], catalogue: Catalogue): ReadonlyMap<string, string> =>
  new Map(
    parsedResources.flatMap(({ resource }) => {
      const type = catalogue.get(resource.type);
      const references = type ? findReferences(getResourceShape(type), resource.fields) : [];
      return references
        .filter(({ inEffect }) => inEffect)
        .map((reference) => [toAddress(reference.type, reference.value), resource.address] as const);
    }),
  );
