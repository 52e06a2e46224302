import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { parsePointer, toPointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { UpdateOperation } from '../../model/plan/operation.ts';
import { findRegistration } from '../../resources/registrations.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import { type Draft, EMPTY_DRAFT, type Unordered } from '../draft.ts';
import { formatResourceLabel, type PlanningContext } from '../planning-context.ts';
import { getSecretPointers, listChangedFields } from './changed-fields.ts';
import { collectRequirements } from './collect-requirements.ts';
import { buildUpdateRequests } from './resource-requests.ts';

/** Lists declared fields that the create request does not accept: those that only an update accepts, and all but one of a registration. */
export function listUpdateOnlyFields(type: ResourceType, declared: JsonObject): ReadonlySet<string> {
  const shape = getResourceShape(type);
  const registration = findRegistration(type, declared);
  const isLater = (name: string): boolean =>
    registration ? name !== registration.field : getMemberShape(shape, declared, name)?.schema['x-update-only'] === true;
  return new Set(Object.keys(declared).filter(isLater));
}

/** Drafts the update that completes a create: with fields that only an update accepts, and unsetting fields that the API fills in. */
export function draftSecondStep(type: ResourceType, declared: DeclaredResource, context: PlanningContext): readonly Draft[] {
  const shape = getResourceShape(type);
  const updateOnly = listUpdateOnlyFields(type, declared.fields);
  const set = computeFieldChanges(
    shape,
    {},
    declared.fields,
    context.getCompareOptions(getSecretPointers(declared), false),
  ).filter((change) => updateOnly.has(parsePointer(change.path)[0] ?? ''));
  const changes = [...set, ...listUnsetChanges(shape, declared.fields)];
  if (changes.length === 0) return [];
  const operation: Unordered<UpdateOperation> = {
    id: `update ${formatResourceLabel(type, declared.address, undefined, context)} (step 2)`,
    action: 'update',
    address: declared.address,
    changes,
    requests: buildUpdateRequests(type, declared, undefined, listChangedFields(changes), context),
    why: 'the API accepts this only after the resource is created',
    risk: 'safe',
    origin: declared.origin,
  };
  const references = collectRequirements(type, declared.fields, context, updateOnly);
  return [{ ...EMPTY_DRAFT, operation, requires: [{ token: declared.address }, ...references] }];
}

const listUnsetChanges = (shape: Shape, declared: JsonObject): readonly Change[] =>
  Object.keys(declared).flatMap((name): readonly Change[] => {
    const implied = getMemberShape(shape, declared, name)?.schema['x-server-default'];
    if (implied === undefined || getObjectMember(declared, name) !== null) return [];
    return [{ op: 'remove', path: toPointer([name]), before: implied, kind: 'value' }];
  });
