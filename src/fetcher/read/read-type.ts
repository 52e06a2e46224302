import type { ApiFailure, ReadApi } from '../../management-api/management-api.ts';
import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, LiveType } from '../../model/snapshot.ts';
import { buildResourcePath, decodeResource, getResourceId } from '../../resources/endpoints/resource-endpoints.ts';
import { isSystem } from '../../resources/identity/identify-resources.ts';
import { isLookedUp } from '../../resources/identity/keyed-lookups.ts';
import type { CollectionType } from '../../resources/resource-type.ts';
import { isLikelyHidden } from '../../resources/visibility/hidden-fields.ts';
import { describeHiddenField } from '../need/check-read-scopes.ts';
import type { TypeNeed } from '../need/type-need.ts';
import { handleRefusedList } from '../unseen/classify-refusal.ts';
import { readLookedUp } from './read-looked-up.ts';
import { readPlacedType } from './read-placed.ts';

/** Reads the resources of one type. A refusal yields `unavailable`, not an empty list. */
export const readType = (api: ReadApi, need: TypeNeed): Promise<Outcome<LiveType, Problem>> =>
  need.type.kind === 'placed'
    ? readPlacedType(api, need, need.type)
    : isLookedUp(need.type)
      ? readLookedUp(api, need, need.type)
      : readList(api, need, need.type);

async function readList(api: ReadApi, need: TypeNeed, type: CollectionType): Promise<Outcome<LiveType, Problem>> {
  const items = await api.list(type.list);
  if (!items.ok) return handleRefusedList(need, items.error);
  const whole = type.listsSummaries ? await readDeclaredWhole(api, need, type, items.value) : items;
  if (!whole.ok) return handleRefusedList(need, whole.error);
  const resources = new Map<string, LiveResource>();
  for (const item of whole.value) {
    const id = getObjectMember(item, type.idField);
    if (id == null && type.listsDefaults) continue;
    if (typeof id !== 'string') return failWith(describeItemWithoutId(type));
    const body = decodeResource(type, id, item) ?? item;
    // A row that changes while the pages are read may appear twice.
    if (!resources.has(id)) resources.set(id, { id, body, relations: {} });
  }
  return succeed({ status: 'read', resources: [...resources.values()] });
}

/** Replaces the summaries of declared resources by the whole resources. A resource that was deleted meanwhile is omitted. */
async function readDeclaredWhole(
  api: ReadApi,
  { keys }: TypeNeed,
  type: CollectionType,
  items: readonly JsonObject[],
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  const declaredKeys = new Set(keys === 'all' ? [] : keys);
  const read = await Promise.all(
    items.map(async (item): Promise<Outcome<readonly JsonObject[], ApiFailure>> => {
      const id = getResourceId(type, item);
      const isWanted =
        keys === 'all' ||
        type.key.some((field) => declaredKeys.has(String(getObjectMember(item, field)))) ||
        declaredKeys.has(id ?? '');
      if (id === undefined || !isWanted) return succeed([item]);
      const answer = await api.get(buildResourcePath(type, id));
      if (answer.ok) return succeed(isObject(answer.value.body) ? [answer.value.body] : []);
      return answer.error.status === 404 ? succeed([]) : answer;
    }),
  );
  const refused = read.find((outcome) => !outcome.ok);
  return refused ?? succeed(read.flatMap((outcome) => (outcome.ok ? outcome.value : [])));
}

const describeItemWithoutId = (type: CollectionType): Problem => ({
  code: 'answer-unreadable',
  severity: 'error',
  message: `the list of ${type.type} contains an item without "${type.idField}"`,
  place: { kind: 'request', method: 'GET', path: type.list.path },
  hint: 'Run it again. If it fails again, report it.',
});

/** Finds fields that a missing scope hides by their absence in the answers, for opaque tokens whose scopes cannot be read. */
export function checkHiddenFields({ type, scopedFields }: TypeNeed, live: LiveType | undefined): readonly Problem[] {
  if (live?.status !== 'read') return [];
  const bodies: readonly JsonObject[] = live.resources.map(({ body }) => body).filter((body) => !isSystem(type, body));
  const first = new Map(scopedFields.toReversed().map((field) => [String(field.scopes), field]));
  return [...first.values()]
    .filter(({ scopes }) => isLikelyHidden(type.schema, scopes, bodies))
    .map(({ scopes, address, pointer }) => describeHiddenField(scopes, { kind: 'address', address, pointer }));
}
