import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isObject, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import { getResourceTarget } from '../../resources/endpoints/resource-endpoints.ts';
import type { AttachedItemType, ResourceType } from '../../resources/resource-type.ts';
import { omitMembers } from '../draft.ts';
import { buildUpdateRequests } from '../operations/resource-requests.ts';
import type { PlanningContext } from '../planning-context.ts';
import { mergeFields } from './attached-lists.ts';
import { planRotation } from './credential-rotation.ts';
import type { AttachmentState } from './match-attached.ts';

/** Builds the requests of an update that attaches items: one for all fields, plus those that create and delete items around it. */
export function buildAttachingRequests(
  type: ResourceType,
  declared: DeclaredResource,
  attaching: AttachmentState,
  changed: readonly string[],
  context: PlanningContext,
): { readonly requests: readonly PlannedRequest[]; readonly why: readonly string[] } {
  const { before, fields, after, hasGap } = planRotation(type, declared, attaching, context);
  const own = changed.length === 0 ? [] : buildOwnRequests(type, declared, attaching, changed, context);
  const reads = own.filter(({ method }) => method === 'GET');
  const [write = { method: 'PATCH' as const, ...getResourceTarget(type, attaching.live.id), body: {} }] = own.slice(reads.length);
  const body = mergeFields(write.body, fields);
  // Reads come before any write: they verify that the resource has not changed since the plan was computed.
  const requests = [...reads, ...before, ...(Object.keys(body).length === 0 ? [] : [{ ...write, body }]), ...after];
  return { requests, why: hasGap ? [explainTemporaryGap(attaching.attached)] : [] };
}

const explainTemporaryGap = ({ limit, noun }: AttachedItemType): string =>
  `at most ${limit} ${noun}s are allowed, so none is attached for a moment`;

/** Builds the requests for the fields that attach nothing. Attached lists are sent whole, separately. */
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
