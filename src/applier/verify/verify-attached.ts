import type { ApiRequest } from '../../management-api/management-api.ts';
import type { Address } from '../../model/address.ts';
import { getObjectMember, isEqual, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import { toPointer } from '../../model/json/pointer.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { collectAttachedIds, findDifferingMembers } from '../../resources/relations/attached-items.ts';
import type { AttachedItemType, ResourceType } from '../../resources/resource-type.ts';
import { describeNotTaken } from './compare-answer.ts';

/** Reports the members of an attached item that the answer does not show as they were sent. */
export const verifyAttached = (
  address: Address,
  attached: AttachedItemType,
  { body }: ApiRequest,
  answer: JsonObject,
): readonly Problem[] =>
  (isObject(body) ? findDifferingMembers(attached, body, answer) : []).map((name) => {
    const [before, after] = [getObjectMember(answer, name), isObject(body) ? getObjectMember(body, name) : undefined];
    return describeNotTaken(address, {
      op: 'replace',
      path: toPointer([attached.field, name]),
      ...omitUndefined({ before, after }),
      kind: 'value',
    });
  });

/** Reports the lists that attach other items than the ones that were sent. */
export function findUnattached(address: Address, type: ResourceType, sent: JsonObject, answer: JsonObject): readonly Problem[] {
  const answeredIds = collectAttachedIds(type, answer);
  return [...collectAttachedIds(type, sent)]
    .filter(([path, ids]) => !isEqual(ids, answeredIds.get(path) ?? []))
    .map(([path, ids]) =>
      describeNotTaken(address, { op: 'replace', path, before: answeredIds.get(path) ?? [], after: ids, kind: 'value' }),
    );
}
