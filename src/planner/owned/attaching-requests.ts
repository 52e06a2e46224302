import type { DeclaredResource } from '../../model/definition/definition.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import type { PlannedRequest } from '../../model/plan/plan.ts';
import type { Attached, ResourceType } from '../../resources/define.ts';
import { ownTarget } from '../../resources/endpoints.ts';
import { without } from '../draft.ts';
import { updateRequests } from '../operations/resource-requests.ts';
import type { Context } from '../planning-context.ts';
import type { Attaching } from './attached.ts';
import { merged } from './attached-lists.ts';
import { rotationOf } from './credential-rotation.ts';

/** The requests of an update that attaches things: in one request with its other fields, and whatever that takes before and after. */
export function attachingRequests(
  type: ResourceType,
  declared: DeclaredResource,
  attaching: Attaching,
  changed: readonly string[],
  context: Context,
): { readonly requests: readonly PlannedRequest[]; readonly why: readonly string[] } {
  const { before, fields, after, bare } = rotationOf(type, declared, attaching, context);
  const own = changed.length === 0 ? [] : ownRequests(type, declared, attaching, changed, context);
  const reads = own.filter(({ method }) => method === 'GET');
  const [write = { method: 'PATCH' as const, ...ownTarget(type, attaching.live.id), body: {} }] = own.slice(reads.length);
  const body = merged(write.body, fields);
  // What is read again must still be what the plan was made from: so before anything is written.
  const requests = [...reads, ...before, ...(Object.keys(body).length === 0 ? [] : [{ ...write, body }]), ...after];
  return { requests, why: bare ? [noneLeft(attaching.attached)] : [] };
}

const noneLeft = ({ most, noun }: Attached): string =>
  `it has room for ${most} ${noun}s, so that for a moment none is attached here`;

/** Of the update itself, without what it attaches: that is sent whole. */
function ownRequests(
  type: ResourceType,
  declared: DeclaredResource,
  { live, lists, fields }: Attaching,
  changed: readonly string[],
  context: Context,
): readonly PlannedRequest[] {
  const bare = lists.reduce((body, { at }) => withoutAt(body, at), declared.fields);
  return updateRequests(
    type,
    { ...declared, fields: bare },
    { ...live, body: without(live.body, new Set(fields)) },
    changed,
    context,
  );
}

function withoutAt(body: JsonObject, [name = '', ...deeper]: readonly string[]): JsonObject {
  const inner: JsonValue = member(body, name) ?? null;
  if (deeper.length === 0 || !isObject(inner)) return without(body, new Set([name]));
  return { ...body, [name]: withoutAt(inner, deeper) };
}
