import type { ApiFailure, ReadApi } from '../../management-api/management-api.ts';
import { toAddress } from '../../model/address.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, LiveType, ReadRefusal, RefusedPart } from '../../model/snapshot.ts';
import { buildResourcePath, decodeResource, deriveIdFromKey, isWriteOnly } from '../../resources/endpoints/resource-endpoints.ts';
import { listPossibleKeys } from '../../resources/identity/identify-resources.ts';
import type { FixedPathType } from '../../resources/resource-type.ts';
import type { TypeNeed } from '../need/type-need.ts';
import { classifyRefusal, describeRefusal, isRefusalError } from '../unseen/classify-refusal.ts';

type PlacedRead =
  | { readonly kind: 'found'; readonly live: LiveResource }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly part: RefusedPart };

/** Reads resources with fixed paths. A 404 means that a resource does not exist; it is not a failure. */
export async function readPlacedType(api: ReadApi, need: TypeNeed, type: FixedPathType): Promise<Outcome<LiveType, Problem>> {
  const keys = need.keys === 'all' ? [] : need.keys;
  const reads = await Promise.all(keys.map((key) => readPlacedResource(api, need, type, key)));
  const failed = reads.find((read) => !read.ok);
  if (failed && !failed.ok) return failed;
  const found = reads.flatMap((read) => (read.ok ? [read.value] : []));
  const refused = found.flatMap((read) => (read.kind === 'refused' ? [read.part] : []));
  const [first] = refused;
  if (first && refused.length === keys.length) return succeed({ status: 'unavailable', ...toRefused(first) });
  const resources = found.flatMap((read) => (read.kind === 'found' ? [read.live] : []));
  return succeed({ status: 'read', resources, ...(first ? { refused } : {}) });
}

const toRefused = ({ address: _, relation: __, ...refused }: RefusedPart): ReadRefusal => refused;

/** Stands for the answer where the API has no `GET`: the resource exists, and nothing of it is known. */
const UNREAD = succeed({ status: 200, body: {} });

async function readPlacedResource(
  api: ReadApi,
  need: TypeNeed,
  type: FixedPathType,
  key: string,
): Promise<Outcome<PlacedRead, Problem>> {
  const id = deriveIdFromKey(type, key);
  const answer = isWriteOnly(type, id) ? UNREAD : await api.get(buildResourcePath(type, id), type.query);
  if (!answer.ok) return handleRefusedPlace(answer.error, need, type, key);
  const body = decodeResource(type, id, answer.value.body);
  return succeed(body ? { kind: 'found', live: { id, body, relations: {} } } : { kind: 'none' });
}

function handleRefusedPlace(error: ApiFailure, need: TypeNeed, type: FixedPathType, key: string): Outcome<PlacedRead, Problem> {
  if (isMissingPlace(type, key, error)) return succeed({ kind: 'none' });
  const refused = classifyRefusal(error, type.scopes.read);
  const address = toAddress(type.type, key);
  if (!refused) return failWith(error.problem);
  if (isRefusalError(need, refused, need.declared.includes(key))) return failWith(describeRefusal(error, address));
  return succeed({ kind: 'refused', part: { address, ...refused } });
}

/**
 * Whether an error means that the resource does not exist. A 404 does so only for types that can be created: other types exist in every
 * tenant, so there it is a refusal. A 400 does so for keys that the schema does not know, for example a prompt that does not exist.
 */
const isMissingPlace = (type: FixedPathType, key: string, { status }: ApiFailure): boolean =>
  (status === 404 && type.create !== undefined) || (status === 400 && !listPossibleKeys(type).includes(key));
