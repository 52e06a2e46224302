import type { ApiFailure, ReadApi } from '../../management-api/types.ts';
import { addressOf } from '../../model/address.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, LiveType, Refused, RefusedPart } from '../../model/snapshot.ts';
import type { Placed } from '../../resources/define.ts';
import { inWords, ownPath, placedId } from '../../resources/endpoints.ts';
import { possibleKeys } from '../../resources/identify.ts';
import type { TypeNeed } from '../need/need.ts';
import { isNeeded, refusedBy, refusedProblem } from '../unseen/unseen.ts';

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
  if (first && refused.length === keys.length) return success({ status: 'unavailable', ...refusedAs(first) });
  const resources = found.flatMap((read) => (read.kind === 'found' ? [read.live] : []));
  return success({ status: 'read', resources, ...(first ? { refused } : {}) });
}

const refusedAs = ({ address: _, relation: __, ...refused }: RefusedPart): Refused => refused;

async function readOne(api: ReadApi, need: TypeNeed, type: Placed, key: string): Promise<Outcome<Read, Problem>> {
  const id = placedId(type, key);
  const answer = await api.get(ownPath(type, id), type.query);
  if (!answer.ok) return unread(answer.error, need, type, key);
  const body = inWords(type, id, answer.value.body);
  return success(body ? { kind: 'found', live: { id, body, relations: {} } } : { kind: 'none' });
}

function unread(error: ApiFailure, need: TypeNeed, type: Placed, key: string): Outcome<Read, Problem> {
  if (isNowhere(type, key, error)) return success({ kind: 'none' });
  const refused = refusedBy(error, type.scopes.read);
  const address = addressOf(type.type, key);
  if (!refused) return failure(error.problem);
  if (isNeeded(need, refused, need.declared.includes(key))) return failure(refusedProblem(error, address));
  return success({ kind: 'refused', part: { address, ...refused } });
}

/**
 * What can be made may be missing: 404; what every tenant has from the start is refused where it is not found. A place that neither the API
 * nor the schema knows (a prompt) is refused by its name.
 */
const isNowhere = (type: Placed, key: string, { status }: ApiFailure): boolean =>
  (status === 404 && type.create !== undefined) || (status === 400 && !possibleKeys(type).includes(key));
