import type { ApiFailure, ReadApi } from '../management-api/types.ts';
import { addressOf } from '../model/address.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Problem } from '../model/problem.ts';
import type { LiveResource, LiveType, RefusedPart } from '../model/snapshot.ts';
import type { Placed } from '../resources/define.ts';
import { inWords, ownPath, placedId } from '../resources/endpoints.ts';
import type { TypeNeed } from './need.ts';
import { isNeeded, refusedBy, refusedProblem } from './unseen.ts';

type Read =
  | { readonly kind: 'found'; readonly live: LiveResource }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly part: RefusedPart };

/** Resources that have places of their own, each read there. One that is not there answers 404, and that is no failure. */
export async function readPlaced(api: ReadApi, need: TypeNeed, type: Placed): Promise<Outcome<LiveType, Problem>> {
  const keys = need.keys === 'all' ? [] : need.keys;
  const reads = await Promise.all(keys.map((key) => readOne(api, need, type, key)));
  const failed = reads.find((read) => !read.ok);
  if (failed && !failed.ok) return failed;
  const found = reads.flatMap((read) => (read.ok ? [read.value] : []));
  const refused = found.flatMap((read) => (read.kind === 'refused' ? [read.part] : []));
  const [first] = refused;
  if (first && refused.length === keys.length)
    return success({ status: 'unavailable', reason: first.reason, message: first.message });
  const resources = found.flatMap((read) => (read.kind === 'found' ? [read.live] : []));
  return success({ status: 'read', resources, ...(first ? { refused } : {}) });
}

async function readOne(api: ReadApi, need: TypeNeed, type: Placed, key: string): Promise<Outcome<Read, Problem>> {
  const id = placedId(type, key);
  const answer = await api.get(ownPath(type, id), type.query);
  if (!answer.ok) return unread(answer.error, need, type, key);
  const body = inWords(type, id, answer.value.body);
  return success(body ? { kind: 'found', live: { id, body, relations: {} } } : { kind: 'none' });
}

/** What can be made may be missing; what every tenant has from the start is refused where it is not found. */
function unread(error: ApiFailure, need: TypeNeed, type: Placed, key: string): Outcome<Read, Problem> {
  if (error.status === 404 && type.create) return success({ kind: 'none' });
  const refused = refusedBy(error);
  const address = addressOf(type.type, key);
  if (!refused) return failure(error.problem);
  if (isNeeded(need, refused, need.declared.includes(key))) return failure(refusedProblem(error, address));
  return success({ kind: 'refused', part: { address, ...refused } });
}
