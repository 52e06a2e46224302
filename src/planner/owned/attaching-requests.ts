import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { PlannedRequest } from '../../model/plan/plan.ts';
import { getResourceTarget } from '../../resources/resource-endpoints.ts';
import type { AttachedItemType, ResourceType } from '../../resources/resource-type.ts';
import { omitMembers } from '../draft.ts';
import { buildUpdateRequests } from '../operations/resource-requests.ts';
import type { PlanningContext } from '../planning-context.ts';
import { mergeFields } from './attached-lists.ts';
import { planRotation } from './credential-rotation.ts';
import type { AttachmentState } from './match-attached.ts';

/** The requests of an update that attaches things: in one request with its other fields, and whatever that takes before and after. */
export function buildAttachingRequests(
  type: ResourceType,
  declared: DeclaredResource,
  attaching: AttachmentState,
  changed: readonly string[],
  context: PlanningContext,
): { readonly requests: readonly PlannedRequest[]; readonly why: readonly string[] } {
  const { before, fields, after, hasGap: bare } = planRotation(type, declared, attaching, context);
  const own = changed.length === 0 ? [] : buildOwnRequests(type, declared, attaching, changed, context);
  const reads = own.filter(({ method }) => method === 'GET');
  const [write = { method: 'PATCH' as const, ...getResourceTarget(type, attaching.live.id), body: {} }] = own.slice(reads.length);
  const body = mergeFields(write.body, fields);
  // What is read again must still be what the plan was made from: so before anything is written.
  const requests = [...reads, ...before, ...(Object.keys(body).length === 0 ? [] : [{ ...write, body }]), ...after];
  return { requests, why: bare ? [explainTemporaryGap(attaching.attached)] : [] };
}

const explainTemporaryGap = ({ limit: most, noun }: AttachedItemType): string =>
  `it has room for ${most} ${noun}s, so that for a moment none is attached here`;

/** Of the update itself, without what it attaches: that is sent whole. */
function buildOwnRequests(
  type: ResourceType,
  declared: DeclaredResource,
  { live, lists, fields }: AttachmentState,
  changed: readonly string[],
  context: PlanningContext,
): readonly PlannedRequest[] {
  const unattachedFields = lists.reduce((body, { at }) => omitAtPath(body, at), declared.fields);
  return buildUpdateRequests(
    type,
    { ...declared, fields: unattachedFields },
    { ...live, body: omitMembers(live.body, new Set(fields)) },
    changed,
    context,
  );
}

function omitAtPath(body: JsonObject, [name = '', ...deeper]: readonly string[]): JsonObject {
  const inner: JsonValue = getObjectMember(body, name) ?? null;
  if (deeper.length === 0 || !isObject(inner)) return omitMembers(body, new Set([name]));
  return { ...body, [name]: omitAtPath(inner, deeper) };
}
