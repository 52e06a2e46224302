import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { parsePointer, toPointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';
import type { UpdateOperation } from '../../model/plan/operation.ts';
import { findRegistration } from '../../resources/identity/registrations.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { omitCreateOnly } from '../../schema/request/omit-create-only.ts';
import { getMemberShape, type Shape } from '../../schema/schema-shape.ts';
import { type Draft, EMPTY_DRAFT, type Unordered } from '../draft.ts';
import { findListSwitches, listOperationsBeforeSwitch } from '../owned/list-switches.ts';
import { formatResourceLabel, type PlanningContext } from '../planning-context.ts';
import { getSecretPointers, listChangedFields } from './changed-fields.ts';
import { collectRequirements } from './collect-requirements.ts';
import { buildUpdateRequests } from './resource-requests.ts';

/**
 * Lists declared fields that are not part of the create: those that only an update accepts, all but one of a registration, and switches that
 * are turned on once their list is complete.
 */
export function listUpdateOnlyFields(type: ResourceType, declared: DeclaredResource): ReadonlySet<string> {
  const { fields } = declared;
  const shape = getResourceShape(type);
  const registration = findRegistration(type, fields);
  const switches = new Set(findListSwitches({ type, declared }).map(({ field }) => field));
  const isLater = (name: string): boolean =>
    registration ? name !== registration.field : getMemberShape(shape, fields, name)?.schema['x-update-only'] === true;
  return new Set(Object.keys(fields).filter((name) => isLater(name) || switches.has(name)));
}

/** Drafts the update that completes a create: with fields that only an update accepts, and unsetting fields that the API fills in. */
export function draftSecondStep(type: ResourceType, whole: DeclaredResource, context: PlanningContext): readonly Draft[] {
  const shape = getResourceShape(type);
  const updateOnly = listUpdateOnlyFields(type, whole);
  const isRegistered = findRegistration(type, whole.fields) !== undefined;
  const declared = isRegistered ? { ...whole, fields: omitCreateOnly(shape, whole.fields) } : whole;
  const set = computeFieldChanges(
    shape,
    {},
    declared.fields,
    context.getCompareOptions(getSecretPointers(declared), false),
  ).filter((change) => updateOnly.has(parsePointer(change.path)[0] ?? ''));
  const changes = [...set, ...listUnsetChanges(shape, declared.fields)];
  if (changes.length === 0) return [];
  const after = listOperationsBeforeSwitch({ type, declared }, context);
  const operation: Unordered<UpdateOperation> = {
    id: `update ${formatResourceLabel(type, declared.address, undefined, context)} (step 2)`,
    action: 'update',
    address: declared.address,
    changes,
    requests: buildUpdateRequests(type, declared, undefined, listChangedFields(changes), context),
    why: after.length > 0 ? 'its list must be complete first' : 'the API accepts this only after the resource is created',
    risk: 'safe',
    origin: declared.origin,
  };
  const references = collectRequirements(type, declared.fields, context, updateOnly);
  return [{ ...EMPTY_DRAFT, operation, requires: [{ token: declared.address }, ...references], after }];
}

const listUnsetChanges = (shape: Shape, declared: JsonObject): readonly Change[] =>
  Object.keys(declared).flatMap((name): readonly Change[] => {
    const implied = getMemberShape(shape, declared, name)?.schema['x-server-default'];
    if (implied === undefined || getObjectMember(declared, name) !== null) return [];
    return [{ op: 'remove', path: toPointer([name]), before: implied, kind: 'value' }];
  });
