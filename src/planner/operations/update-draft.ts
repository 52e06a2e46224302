import { toAddress } from '../../model/address.ts';
import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Change } from '../../model/plan/change.ts';
import type { UpdateOperation } from '../../model/plan/operation.ts';
import { OPERATION_REASON } from '../../model/plan/operation-reasons.ts';
import type { LiveResource } from '../../model/snapshot.ts';
import { getLiveKey } from '../../resources/identity/identify-resources.ts';
import { computeAttachedFingerprint } from '../../resources/relations/attached-items.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { inCanonicalOrder } from '../../schema/compare/canonical-order.ts';
import { computeFieldChanges } from '../../schema/compare/compare-fields.ts';
import { computeFingerprint } from '../../schema/compare/fingerprint.ts';
import { maskResource } from '../../schema/secrets/mask-resource.ts';
import { type Draft, EMPTY_DRAFT, toNameToken, type Unordered } from '../draft.ts';
import { computeAttachedChanges, dropEmptyContainers } from '../owned/attached-changes.ts';
import { buildAttachingRequests } from '../owned/attaching-requests.ts';
import { listOperationsBeforeSwitch } from '../owned/list-switches.ts';
import { type AttachmentState, resolveAttachments } from '../owned/match-attached.ts';
import { formatResourceLabel, type PlanningContext } from '../planning-context.ts';
import { computeRisk, getSecretPointers, listChangedFields, listItemTokens } from './changed-fields.ts';
import { collectRequiredTokens, collectRequirements } from './collect-requirements.ts';
import { buildUpdateRequests } from './resource-requests.ts';
import { listValueTokens, subtractValueTokens } from './unique-tokens.ts';

/** Drafts the update of a live resource; undefined if nothing differs. */
export function buildUpdateDraft(
  type: ResourceType,
  declared: DeclaredResource,
  found: LiveResource,
  context: PlanningContext,
): Draft<UpdateOperation> | undefined {
  const shape = getResourceShape(type);
  const options = {
    ...context.getCompareOptions(getSecretPointers(declared)),
    resends: context.shouldResend(declared.address),
  };
  const attaching = resolveAttachments(type, declared, found);
  const itemChanges = attaching ? computeAttachedChanges(attaching) : [];
  const isUnchanged = itemChanges.length === 0 && computeFieldChanges(shape, found.body, declared.fields, options).length === 0;
  if (isUnchanged) return undefined;
  const live = { ...found, body: inCanonicalOrder(shape, found.body) };
  const fieldChanges = dropEmptyContainers(computeFieldChanges(shape, live.body, declared.fields, options), itemChanges);
  const update: Update = {
    live,
    changes: [...fieldChanges, ...itemChanges],
    fields: listChangedFields(fieldChanges),
    ...omitUndefined({ attaching }),
  };
  return {
    ...EMPTY_DRAFT,
    operation: buildUpdateOperation(type, declared, update, context),
    ...collectReferenceTokens(type, declared, update, context),
    ...collectUniqueTokens(type, declared, update, context),
    heldBy: type.deleteBlockedBy ?? [],
  };
}

/** What an update changes. */
interface Update {
  /** The live resource, with its fields in canonical order. */
  readonly live: LiveResource;
  readonly changes: readonly Change[];
  /** Changed top-level fields, without changes of attached items. */
  readonly fields: readonly string[];
  readonly attaching?: AttachmentState;
}

function buildUpdateOperation(
  type: ResourceType,
  declared: DeclaredResource,
  update: Update,
  context: PlanningContext,
): Unordered<UpdateOperation> {
  const { live, changes, fields, attaching } = update;
  const shape = getResourceShape(type);
  const rotation = attaching && buildAttachingRequests(type, declared, attaching, fields, context);
  return {
    id: `update ${formatResourceLabel(type, declared.address, live.id, context)}`,
    action: 'update',
    address: declared.address,
    liveId: live.id,
    changes,
    requests: rotation?.requests ?? buildUpdateRequests(type, declared, live, fields, context),
    why: [...listReasons(type, declared, update, context), ...(rotation?.why ?? [])].join('; '),
    risk: computeRisk(changes),
    fingerprint: computeFingerprint(shape, live.body),
    ...omitUndefined({ attached: attaching && computeAttachedFingerprint(attaching.all) }),
    live: maskResource(shape, live.body, getSecretPointers(declared)),
    origin: declared.origin,
  };
}

const listReasons = (
  type: ResourceType,
  declared: DeclaredResource,
  { live, fields }: Update,
  context: PlanningContext,
): readonly string[] => [
  isRename(type, declared, live, fields, context)
    ? `renamed from ${getLiveKey(type, live, context.names.toKey)}; keeps its id`
    : OPERATION_REASON.update,
  ...(context.shouldResend(declared.address) ? ['hidden values are sent again (--resend)'] : []),
];

const isRename = (
  type: ResourceType,
  declared: DeclaredResource,
  live: LiveResource,
  changedFields: readonly string[],
  context: PlanningContext,
): boolean =>
  type.key.some((field) => changedFields.includes(field)) && getLiveKey(type, live, context.names.toKey) !== declared.key;

/** Collects what the update creates, removes, uses and stops using. */
function collectReferenceTokens(
  type: ResourceType,
  declared: DeclaredResource,
  { live, changes, fields }: Update,
  context: PlanningContext,
): Pick<Draft, 'provides' | 'removes' | 'requires' | 'releases' | 'after'> {
  const removes = listItemTokens(declared.address, changes, 'remove');
  const updated = { ...live.body, ...declared.fields };
  const touched = new Set([...fields, ...type.key]);
  const used = new Set(collectRequiredTokens(type, updated, context));
  return {
    // Other resources may refer to an activated resource only after this update.
    provides: [...(isActivated(type, declared) ? [declared.address] : []), ...listItemTokens(declared.address, changes, 'add')],
    removes,
    requires: collectRequirements(type, updated, context, touched),
    releases: collectRequiredTokens(type, live.body, context, touched).filter((token) => !used.has(token)),
    after: [
      ...listOperationsBeforeSwitch({ type, declared, live }, context),
      // Deleted resources may use removed items in relations that were not read.
      ...(removes.length === 0 ? [] : (type.deleteBlockedBy ?? []).map((other) => `delete ${other}/*`)),
      ...context.catalogue.all.flatMap(({ type: other, resets }) => (resets?.type === type.type ? [`update ${other}`] : [])),
      ...(type.requiresAny ?? []).map((other) => `create ${other}/*`),
    ],
  };
}

const isActivated = ({ activation }: ResourceType, { fields }: DeclaredResource): boolean =>
  activation !== undefined && getObjectMember(fields, activation.field) === true;

/** Collects the unique names and values that the update takes and frees. */
function collectUniqueTokens(
  type: ResourceType,
  declared: DeclaredResource,
  { live, fields }: Update,
  context: PlanningContext,
): Pick<Draft, 'takes' | 'frees' | 'takesValues' | 'freesValues'> {
  const takesName = type.unique && isRename(type, declared, live, fields, context);
  const oldAddress = toAddress(type.type, getLiveKey(type, live, context.names.toKey));
  const before = listValueTokens(type, live.body);
  const after = listValueTokens(type, { ...live.body, ...declared.fields });
  return {
    takes: takesName ? [toNameToken(declared.address)] : [],
    frees: takesName ? [toNameToken(oldAddress)] : [],
    takesValues: subtractValueTokens(after, before),
    freesValues: subtractValueTokens(before, after),
  };
}
