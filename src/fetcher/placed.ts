import type { ApiFailure, ReadApi } from '../management-api/types.ts';
import { type Outcome, success } from '../model/outcome.ts';
import type { Problem } from '../model/problem.ts';
import type { LiveResource, LiveType } from '../model/snapshot.ts';
import type { Placed } from '../resources/define.ts';
import { inWords, ownPath, placedId } from '../resources/endpoints.ts';
import { possibleKeys } from '../resources/identify.ts';
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
  if (!answer.ok) return isNowhere(type, key, answer.error) ? success(undefined) : answer;
  const body = inWords(type, id, answer.value.body);
  return success(body && { id, body, relations: {} });
}

/** What is not there answers 404; a place that neither the API nor the schema knows (a prompt) is refused by its name. */
const isNowhere = (type: Placed, key: string, { status }: ApiFailure): boolean =>
  status === 404 || (status === 400 && !possibleKeys(type).includes(key));
