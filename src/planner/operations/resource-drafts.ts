import { toAddress } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { OPERATION_REASON } from '../../model/plan/operation-reasons.ts';
import type { Change, Operation } from '../../model/plan/plan.ts';
import { formatUserCount } from '../../model/plan/user-loss.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { computeAttachedFingerprint } from '../../resources/attached-items.ts';
import { getLiveKey } from '../../resources/identify-resources.ts';
import { getResourceTarget } from '../../resources/resource-endpoints.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { inCanonicalOrder } from '../../schema/compare/canonical-order.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { computeFingerprint } from '../../schema/compare/fingerprint.ts';
import { AS_IS } from '../../schema/compare/normal-form.ts';
import { findReferences } from '../../schema/schema-references.ts';
import { maskResource } from '../../schema/secrets/mask-resource.ts';
import { type DependencyToken, type Draft, EMPTY_DRAFT, omitMembers, toNameToken } from '../draft.ts';
import { computeAttachedChanges, dropEmptyContainers } from '../owned/attached-changes.ts';
import { buildAttachingRequests } from '../owned/attaching-requests.ts';
import { resolveAttachments, resolveNewAttachments } from '../owned/match-attached.ts';
import { formatResourceLabel, type PlanningContext } from '../planning-context.ts';
import { computeRisk, getSecretPointers, listChangedFields, listItemTokens } from './changed-fields.ts';
import { buildCreateRequests, buildUpdateRequests } from './resource-requests.ts';
import { listUpdateOnlyFields } from './second-step.ts';
import { listValueTokens, subtractValueTokens } from './unique-tokens.ts';

/** Drafts the create of a declared resource that the tenant does not have. */
export function buildCreateDraft(type: ResourceType, declared: DeclaredResource, context: PlanningContext): Draft {
  const shape = getResourceShape(type);
  const secrets = getSecretPointers(declared);
  const fields = omitMembers(declared.fields, listUpdateOnlyFields(shape, declared.fields));
  const attaching = resolveNewAttachments(type, { ...declared, fields });
  const moved = attaching ? computeAttachedChanges(attaching) : [];
  const own = computeFieldChanges(shape, {}, fields, context.getCompareOptions(secrets, false));
  const changes = [...dropEmptyContainers(own, moved), ...moved];
  return {
    ...EMPTY_DRAFT,
    operation: {
      id: `create ${formatResourceLabel(type, declared.address, undefined, context)}`,
      action: 'create',
      address: declared.address,
      changes,
      requests: buildCreateRequests(type, declared, fields, context),
      why: OPERATION_REASON.create,
      risk: 'safe',
      ...findTwins(type, declared, context),
      origin: declared.origin,
    },
    provides: [declared.address, ...listItemTokens(declared.address, changes, 'add')],
    requires: collectRequirements(type, fields, context),
    takes: type.unique ? [toNameToken(declared.address)] : [],
    takesValues: listValueTokens(type, fields),
    after: [...listAutoLinkingTypes(type, context), ...(type.requiresAny ?? [])].map((other) => `create ${other}/*`),
  };
}

const findTwins = (
  type: ResourceType,
  declared: DeclaredResource,
  context: PlanningContext,
): { readonly twins?: readonly string[] } => {
  const twins = context.names.types.get(type.type)?.liveByKey.get(declared.key) ?? [];
  return twins.length === 0 ? {} : { twins: twins.map((live) => live.id).sort() };
};

/** Lists types whose new resources the tenant links to existing ones of this type. Created first, they are not linked to new ones. */
const listAutoLinkingTypes = (type: ResourceType, context: PlanningContext): readonly string[] =>
  context.catalogue.filter((other) => other.autoLinks?.type === type.type).map((other) => other.type);

/** Collects what the given fields of a resource refer to. `holder` is the whole resource: the schema of a field may depend on others. */
export function collectRequirements(
  type: ResourceType,
  holder: JsonObject,
  context: PlanningContext,
  fields: Iterable<string> = Object.keys(holder),
): Draft['requires'] {
  const shape = getResourceShape(type);
  return [...fields].flatMap((field) =>
    findReferences(shape, { ...pickTextMembers(holder), [field]: getObjectMember(holder, field) ?? null })
      .filter((reference) => reference.at === `/${field}` || reference.at.startsWith(`/${field}/`))
      .flatMap((reference) => context.listReferenceTokens(reference).map((token) => ({ token, field }))),
  );
}

/** Picks the string fields, on which schemas of other fields depend: the owner of an item, the strategy of a connection's options. */
const pickTextMembers = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'));

/** Drafts the update of a live resource; undefined if nothing differs. */
export function buildUpdateDraft(
  type: ResourceType,
  declared: DeclaredResource,
  found: LiveResource,
  context: PlanningContext,
): Draft | undefined {
  const shape = getResourceShape(type);
  const resends = context.shouldResend(declared.address);
  const reading = { ...context.getCompareOptions(getSecretPointers(declared)), resends };
  const attaching = resolveAttachments(type, declared, found);
  const moved = attaching ? computeAttachedChanges(attaching) : [];
  if (moved.length === 0 && computeFieldChanges(shape, found.body, declared.fields, reading).length === 0) return undefined;
  const live = { ...found, body: inCanonicalOrder(shape, found.body) };
  const own = dropEmptyContainers(computeFieldChanges(shape, live.body, declared.fields, reading), moved);
  const changes = [...own, ...moved];
  const fields = listChangedFields(own);
  const changed = new Set(fields);
  const rotated = attaching && buildAttachingRequests(type, declared, attaching, fields, context);
  const oldKey = getLiveKey(type, live.body, context.names.toKey);
  const renamed = type.key.some((field) => changed.has(field));
  const removed = listItemTokens(declared.address, changes, 'remove');
  const liveValues = listValueTokens(type, live.body);
  const wantedValues = listValueTokens(type, { ...live.body, ...declared.fields });
  const touched = new Set([...changed, ...type.key]);
  const required = collectRequirements(type, { ...live.body, ...declared.fields }, context, touched);
  const used = new Set(collectRequirements(type, { ...live.body, ...declared.fields }, context).map((need) => need.token));
  return {
    ...EMPTY_DRAFT,
    operation: {
      id: `update ${formatResourceLabel(type, declared.address, live.id, context)}`,
      action: 'update',
      address: declared.address,
      liveId: live.id,
      changes,
      requests: rotated?.requests ?? buildUpdateRequests(type, declared, live, fields, context),
      why: [...listReasons(renamed ? oldKey : undefined, resends), ...(rotated?.why ?? [])].join('; '),
      risk: computeRisk(changes),
      fingerprint: computeFingerprint(shape, live.body),
      ...(attaching ? { attached: computeAttachedFingerprint(attaching.all) } : {}),
      live: maskResource(shape, live.body, getSecretPointers(declared)),
      origin: declared.origin,
    },
    // Other resources may refer to an activated resource only after this update.
    provides: [...(isActivated(type, declared) ? [declared.address] : []), ...listItemTokens(declared.address, changes, 'add')],
    removes: removed,
    heldBy: type.deleteBlockedBy ?? [],
    // Deleted resources may use removed items in relations that were not read.
    after: [
      ...(removed.length === 0 ? [] : (type.deleteBlockedBy ?? []).map((other) => `delete ${other}/*`)),
      ...context.catalogue.flatMap(({ type: other, resets }) => (resets?.type === type.type ? [`update ${other}`] : [])),
      ...(type.requiresAny ?? []).map((other) => `create ${other}/*`),
    ],
    requires: required,
    releases: collectTokens(type, live.body, context, touched).filter((token) => !used.has(token)),
    takes: renamed && type.unique ? [toNameToken(declared.address)] : [],
    frees: renamed && type.unique ? [toNameToken(toAddress(type.type, oldKey))] : [],
    takesValues: subtractValueTokens(wantedValues, liveValues),
    freesValues: subtractValueTokens(liveValues, wantedValues),
  };
}

const listReasons = (oldKey: string | undefined, resends: boolean): readonly string[] => [
  oldKey === undefined ? OPERATION_REASON.update : `renamed from ${oldKey}; keeps its id`,
  ...(resends ? ['hidden values are sent again (--resend)'] : []),
];

const isActivated = ({ activation }: ResourceType, { fields }: DeclaredResource): boolean =>
  activation !== undefined && getObjectMember(fields, activation.field) === true;

const collectTokens = (
  type: ResourceType,
  body: JsonObject,
  context: PlanningContext,
  fields?: Iterable<string>,
): readonly DependencyToken[] => collectRequirements(type, body, context, fields).map((need) => need.token);

/** Drafts the delete of an undeclared resource of a pruned type. `newName`: key of a create that may be this resource, renamed. */
export function buildDeleteDraft(
  type: ResourceType,
  key: string,
  found: LiveResource,
  context: PlanningContext,
  newName: string | undefined,
): Draft {
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
      requests: [
        { method: 'DELETE', ...getResourceTarget(type, live.id), ...(type.deleteQuery ? { query: type.deleteQuery } : {}) },
      ],
      why: explainDelete(type, key, usersLost, newName),
      risk: 'destructive',
      ...(usersLost === undefined ? {} : { usersLost }),
      fingerprint: computeFingerprint(shape, live.body),
      live: maskResource(shape, live.body),
    },
    removes: [known, ...collectItemTokens(type, known, live.body)],
    heldBy: type.deleteBlockedBy ?? [],
    releases: collectTokens(type, live.body, context),
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
  context.catalogue.filter((other) => other.requiresAny?.includes(type)).map((other) => other.type);

function explainDelete(type: ResourceType, key: string, usersLost: Operation['usersLost'], newName: string | undefined): string {
  const users = usersLost === undefined ? '' : ` (${formatUserCount(usersLost)})`;
  const renamed =
    newName === undefined
      ? ''
      : `. If ${toAddress(type.type, newName)} is its new name, add "$renamed_from: ${key}" there to keep it`;
  return `not in the definition; deletes ${type.deleteLoses}${users}${renamed}`;
}

const collectItemTokens = (type: ResourceType, address: string, body: JsonObject): readonly DependencyToken[] => {
  const changes: readonly Change[] = computeFieldChanges(getResourceShape(type), {}, body, AS_IS);
  return listItemTokens(address, changes, 'add');
};
