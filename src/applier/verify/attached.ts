import type { ApiRequest } from '../../management-api/types.ts';
import type { Address } from '../../model/address.ts';
import { equal, isObject, type JsonObject, member } from '../../model/json/json.ts';
import { pointerOf } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { attachedIds, unlike } from '../../resources/attached.ts';
import type { Attached, ResourceType } from '../../resources/define.ts';
import { notTaken } from './verify.ts';

/** What the answer does not show as it was sent. */
export const attachedProblems = (
  address: Address,
  attached: Attached,
  { body }: ApiRequest,
  answer: JsonObject,
): readonly Problem[] =>
  (isObject(body) ? unlike(attached, body, answer) : []).map((name) => {
    const [before, after] = [member(answer, name), isObject(body) ? member(body, name) : undefined];
    return notTaken(address, {
      op: 'replace',
      path: pointerOf([attached.field, name]),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      kind: 'value',
    });
  });

/** Lists that attach something else than what was sent. */
export function unattached(address: Address, type: ResourceType, sent: JsonObject, answer: JsonObject): readonly Problem[] {
  const got = attachedIds(type, answer);
  return [...attachedIds(type, sent)]
    .filter(([path, ids]) => !equal(ids, got.get(path) ?? []))
    .map(([path, ids]) => notTaken(address, { op: 'replace', path, before: got.get(path) ?? [], after: ids, kind: 'value' }));
}
