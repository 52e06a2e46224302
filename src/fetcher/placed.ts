import type { ApiFailure, ReadApi } from '../management-api/types.ts';
import { type Outcome, success } from '../model/outcome.ts';
import type { Problem } from '../model/problem.ts';
import type { LiveResource, LiveType } from '../model/snapshot.ts';
import type { Placed } from '../resources/define.ts';
import { inWords, ownPath, placedId } from '../resources/endpoints.ts';
import type { TypeNeed } from './need.ts';
import { unseen } from './unseen.ts';

/** Resources that have places of their own, each read there. One that is not there answers 404, and that is no failure. */
export async function readPlaced(api: ReadApi, need: TypeNeed, type: Placed): Promise<Outcome<LiveType, Problem>> {
  const keys = need.keys === 'all' ? [] : need.keys;
  const reads = await Promise.all(keys.map((key) => readOne(api, type, key)));
  const refused = reads.find((read) => !read.ok);
  if (refused && !refused.ok) return unseen(need, refused.error);
  return success({ status: 'read', resources: reads.flatMap((read) => (read.ok && read.value ? [read.value] : [])) });
}

async function readOne(api: ReadApi, type: Placed, key: string): Promise<Outcome<LiveResource | undefined, ApiFailure>> {
  const id = placedId(type, key);
  const answer = await api.get(ownPath(type, id), type.query);
  if (!answer.ok) return answer.error.status === 404 ? success(undefined) : answer;
  const body = inWords(type, id, answer.value.body);
  return success(body && { id, body, relations: {} });
}
