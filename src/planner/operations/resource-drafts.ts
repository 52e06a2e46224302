import { toAddress } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Change } from '../../model/plan/change.ts';
import type { CreateOperation, DeleteOperation } from '../../model/plan/operation.ts';
import { OPERATION_REASON } from '../../model/plan/operation-reasons.ts';
import { formatUserCount } from '../../model/plan/user-loss.ts';
import { getResourceTarget } from '../../resources/endpoints/resource-endpoints.ts';
import { listOtherOwners } from '../../resources/identity/keyed-lookups.ts';
import { findRegistration } from '../../resources/identity/registrations.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { inCanonicalOrder } from '../../schema/compare/canonical-order.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { computeFingerprint } from '../../schema/compare/fingerprint.ts';
import { AS_IS } from '../../schema/compare/normal-form.ts';
import { maskResource } from '../../schema/secrets/mask-resource.ts';
import { type DependencyToken, type Draft, EMPTY_DRAFT, omitMembers, toNameToken } from '../draft.ts';
import type { UnmatchedResource } from '../match/match-resources.ts';
import { computeAttachedChanges, dropEmptyContainers } from '../owned/attached-changes.ts';
import { resolveNewAttachments } from '../owned/match-attached.ts';
import { formatResourceLabel, type PlanningContext } from '../planning-context.ts';
import { getSecretPointers, listItemTokens } from './changed-fields.ts';
import { collectRequiredTokens, collectRequirements } from './collect-requirements.ts';
import { buildCreateRequests, findRandomSecret } from './resource-requests.ts';
import { listUpdateOnlyFields } from './second-step.ts';
import { listValueTokens } from './unique-tokens.ts';

/** Drafts the create of a declared resource that the tenant does not have. */
export function buildCreateDraft(
  type: ResourceType,
  declared: DeclaredResource,
  context: PlanningContext,
): Draft<CreateOperation> {
  const shape = getResourceShape(type);
  const secrets = getSecretPointers(declared);
  const fields = omitMembers(declared.fields, listUpdateOnlyFields(type, declared));
  const attaching = resolveNewAttachments(type, { ...declared, fields });
  const itemChanges = attaching ? computeAttachedChanges(attaching) : [];
  const fieldChanges = computeFieldChanges(shape, {}, fields, context.getCompareOptions(secrets, false));
  const changes = [...dropEmptyContainers(fieldChanges, itemChanges), ...itemChanges];
  return {
    ...EMPTY_DRAFT,
    operation: {
      id: `create ${formatResourceLabel(type, declared.address, undefined, context)}`,
      action: 'create',
      address: declared.address,
      changes,
      requests: buildCreateRequests(type, declared, fields, context),
      why: [OPERATION_REASON.create, ...listCreateRemarks(type, declared, fields, context)].join('; '),
      risk: 'safe',
      ...findTwins(type, declared, context),
      origin: declared.origin,
    },
    provides: [declared.address, ...listItemTokens(declared.address, changes, 'add')],
    requires: collectRequirements(type, fields, context),
    takes: type.unique ? [toNameToken(declared.address)] : [],
    takesValues: listValueTokens(type, fields),
    after: [
      ...[...listAutoLinkingTypes(type, context), ...(type.requiresAny ?? [])].map((other) => `create ${other}/*`),
      ...listAllowingUpdates(type, fields),
    ],
  };
}

/** Lists what a reviewer should know about a create besides its fields. */
function listCreateRemarks(
  type: ResourceType,
  { key }: DeclaredResource,
  fields: JsonObject,
  context: PlanningContext,
): readonly string[] {
  const random = findRandomSecret(type, fields, context);
  const others = listOtherOwners(type, key, context.names.types.get(type.type)?.liveByKey ?? new Map());
  return [
    ...(random === undefined ? [] : [`gets a random ${random} that nobody knows`]),
    ...(others.length === 0 ? [] : [`the tenant has another ${type.noun} like it: ${others.join(', ')}`]),
  ];
}

/** Lists the updates of settings that allow the create. */
function listAllowingUpdates(type: ResourceType, fields: JsonObject): readonly string[] {
  const registration = findRegistration(type, fields);
  return registration ? [`update ${registration.allowedBy}/*`] : [];
}

const findTwins = (
  type: ResourceType,
  declared: DeclaredResource,
  context: PlanningContext,
): { readonly twins?: readonly string[] } => {
  // A registered resource is found by its document, so another one with its name is no twin.
  if (findRegistration(type, declared.fields)) return {};
  const twins = context.names.types.get(type.type)?.liveByKey.get(declared.key) ?? [];
  return twins.length === 0 ? {} : { twins: twins.map((live) => live.id).sort() };
};

/** Lists types whose new resources the tenant links to existing ones of this type. Created first, they are not linked to new ones. */
const listAutoLinkingTypes = (type: ResourceType, context: PlanningContext): readonly string[] =>
  context.catalogue.all.filter((other) => other.autoLinks?.type === type.type).map((other) => other.type);

/** Drafts the delete of a resource that is declared absent, or not at all. `newName`: key of a create that may be this resource, renamed. */
export function buildDeleteDraft(
  type: ResourceType,
  { key, live: found, absent }: UnmatchedResource,
  context: PlanningContext,
  newName: string | undefined,
): Draft<DeleteOperation> {
  const address = toAddress(type.type, key);
  const known = context.getLiveAddress(type.type, found.id);
  const shape = getResourceShape(type);
  const live = { ...found, body: inCanonicalOrder(shape, found.body) };
  const usersLost = type.userCount ? (found.users ?? 'unknown') : undefined;
  return {
    ...EMPTY_DRAFT,
    operation: {
      id: `delete ${formatResourceLabel(type, address, live.id, context)}`,
      action: 'delete',
      address,
      liveId: live.id,
      changes: [],
      requests: [{ method: 'DELETE', ...getResourceTarget(type, live.id), ...omitUndefined({ query: type.deleteQuery }) }],
      why: explainDelete(type, { key, isAbsent: absent !== undefined }, usersLost, newName),
      risk: 'destructive',
      ...omitUndefined({ usersLost }),
      fingerprint: computeFingerprint(shape, live.body),
      live: maskResource(shape, live.body),
      ...omitUndefined({ origin: absent?.origin }),
    },
    removes: [known, ...collectItemTokens(type, known, live.body)],
    heldBy: type.deleteBlockedBy ?? [],
    releases: collectRequiredTokens(type, live.body, context),
    frees: type.unique ? [toNameToken(address)] : [],
    freesValues: listValueTokens(type, live.body),
    after: [
      // The only active resource of an exclusive type can be deleted once another one is active.
      ...(type.activation?.exclusive ? [`update ${type.type}/*`] : []),
      ...context.listReferringTypes(type.type).map((other) => `delete ${other}/*`),
      ...listDependentTypes(type, context).flatMap((other) => [`delete ${other}/*`, `update ${other}/*`]),
    ],
  };
}

/** Lists types that the API accepts only while a resource of this type exists. */
const listDependentTypes = ({ type }: ResourceType, context: PlanningContext): readonly string[] =>
  context.catalogue.all.filter((other) => other.requiresAny?.includes(type)).map((other) => other.type);

function explainDelete(
  type: ResourceType,
  { key, isAbsent }: { readonly key: string; readonly isAbsent: boolean },
  usersLost: DeleteOperation['usersLost'],
  newName: string | undefined,
): string {
  const users = usersLost === undefined ? '' : ` (${formatUserCount(usersLost)})`;
  const renamed =
    newName === undefined
      ? ''
      : `. If ${toAddress(type.type, newName)} is its new name, add "$renamed_from: ${key}" there to keep it`;
  return `${isAbsent ? 'declared absent' : 'not in the definition'}; deletes ${type.deleteLoses}${users}${renamed}`;
}

const collectItemTokens = (type: ResourceType, address: string, body: JsonObject): readonly DependencyToken[] => {
  const changes: readonly Change[] = computeFieldChanges(getResourceShape(type), {}, body, AS_IS);
  return listItemTokens(address, changes, 'add');
};
