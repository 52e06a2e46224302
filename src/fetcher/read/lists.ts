import type { ApiFailure, ReadApi } from '../../management-api/types.ts';
import { isObject, type JsonObject, member } from '../../model/json/json.ts';
import { failure, type Outcome, success } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, LiveType } from '../../model/snapshot.ts';
import type { Collection } from '../../resources/define.ts';
import { idIn, inWords, ownPath } from '../../resources/endpoints.ts';
import { looksHidden } from '../../resources/hidden-fields.ts';
import { isSystem } from '../../resources/identify.ts';
import type { TypeNeed } from '../need/need.ts';
import { scopeHides } from '../need/scopes.ts';
import { unseen } from '../unseen/unseen.ts';
import { readPlaced } from './placed.ts';

/** One type's resources. Not to be allowed to see them is no empty list. */
export const readType = (api: ReadApi, need: TypeNeed): Promise<Outcome<LiveType, Problem>> =>
  need.type.kind === 'collection' ? readList(api, need, need.type) : readPlaced(api, need, need.type);

async function readList(api: ReadApi, need: TypeNeed, type: Collection): Promise<Outcome<LiveType, Problem>> {
  const items = await api.list(type.list);
  if (!items.ok) return unseen(need, items.error);
  const whole = type.summaries ? await wholes(api, need, type, items.value) : items;
  if (!whole.ok) return unseen(need, whole.error);
  const resources = new Map<string, LiveResource>();
  for (const item of whole.value) {
    const id = member(item, type.id);
    if (id == null && type.listsUnmade) continue;
    if (typeof id !== 'string') return failure(withoutId(type));
    const body = inWords(type, id, item) ?? item;
    // A row that changed while its page was read may come twice.
    if (!resources.has(id)) resources.set(id, { id, body, relations: {} });
  }
  return success({ status: 'read', resources: [...resources.values()] });
}

/** Summaries, and in place of those that somebody declares the whole. One that went away in between is not there. */
async function wholes(
  api: ReadApi,
  { keys }: TypeNeed,
  type: Collection,
  items: readonly JsonObject[],
): Promise<Outcome<readonly JsonObject[], ApiFailure>> {
  const wanted = new Set(keys === 'all' ? [] : keys);
  const read = await Promise.all(
    items.map(async (item): Promise<Outcome<readonly JsonObject[], ApiFailure>> => {
      const id = idIn(type, item);
      const isWanted =
        keys === 'all' || type.key.some((field) => wanted.has(String(member(item, field)))) || wanted.has(id ?? '');
      if (id === undefined || !isWanted) return success([item]);
      const answer = await api.get(ownPath(type, id));
      if (answer.ok) return success(isObject(answer.value.body) ? [answer.value.body] : []);
      return answer.error.status === 404 ? success([]) : answer;
    }),
  );
  const refused = read.find((one) => !one.ok);
  return refused ?? success(read.flatMap((one) => (one.ok ? one.value : [])));
}

const withoutId = (type: Collection): Problem => ({
  code: 'answer-unreadable',
  severity: 'error',
  message: `a ${type.noun} came without "${type.id}"`,
  place: { kind: 'request', method: 'GET', path: type.list.path },
  hint: 'Run it again. If it stays, report it.',
});

/** For tokens that don't tell their scopes: what a scope hides shows in the answers. */
export function hiddenFields({ type, guarded }: TypeNeed, live: LiveType | undefined): readonly Problem[] {
  if (live?.status !== 'read') return [];
  const bodies: readonly JsonObject[] = live.resources.map(({ body }) => body).filter((body) => !isSystem(type, body));
  const first = new Map(guarded.toReversed().map((field) => [String(field.scopes), field]));
  return [...first.values()]
    .filter(({ scopes }) => looksHidden(type.type, scopes, bodies))
    .map(({ scopes, address, pointer }) => scopeHides(scopes, { kind: 'address', address, pointer }));
}
