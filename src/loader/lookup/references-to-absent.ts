import { getObjectMember } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { type FoundReference, findReferences } from '../../schema/schema-references.ts';
import type { ParsedResource } from '../declare/declare-resource.ts';
import { createError, type LoadFinding, toFilePlace } from '../findings.ts';
import { findNearest, type Tree, toJson } from '../text/definition-tree.ts';

/** Finds references of declared resources to resources that the same definition declares absent. */
export function findReferencesToAbsent(
  present: readonly ParsedResource[],
  absent: readonly ParsedResource[],
  catalogue: Catalogue,
): readonly LoadFinding[] {
  if (absent.length === 0) return [];
  const presentAddresses = new Set(present.map(({ resource }) => resource.address));
  // With `$id`, only one of several resources of the name may be gone: the planner finds out which.
  const gone = absent.filter(
    ({ resource }) => resource.pinnedId === undefined && !presentAddresses.has(resource.address) && resource.key !== '',
  );
  return present.flatMap(({ resource, tree }) => {
    const type = catalogue.get(resource.type);
    const references = type ? findReferences(getResourceShape(type), toJson(tree)) : [];
    return references.flatMap((reference) => {
      const target = reference.item ? undefined : gone.find((other) => isTarget(other, reference));
      return target ? [createAbsentTargetError(tree, reference, target)] : [];
    });
  });
}

const isTarget = ({ resource: { type, key, fields } }: ParsedResource, reference: FoundReference): boolean =>
  type === reference.type &&
  (reference.field === undefined ? key === reference.value : getObjectMember(fields, reference.field) === reference.value);

function createAbsentTargetError(tree: Tree, { at }: FoundReference, { resource, name }: ParsedResource): LoadFinding {
  const place = toFilePlace(name);
  const message = `${resource.address} is declared absent at ${place.file}:${place.line}:${place.column}`;
  return createError('dangling-reference', findNearest(tree, parsePointer(at)).tree.span, message, {
    hint: `Remove the reference, or remove "$absent" from ${resource.address}.`,
  });
}
