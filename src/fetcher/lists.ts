import type { ApiFailure, ReadApi } from '../management-api/types.ts';
import type { JsonObject } from '../model/json.ts';
import { member } from '../model/json.ts';
import { failure, type Outcome, success } from '../model/outcome.ts';
import type { Problem } from '../model/problem.ts';
import type { LiveResource, LiveType } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { isSystem } from '../resources/identify.ts';
import { looksHidden } from './guarded.ts';
import type { TypeNeed } from './need.ts';
import { scopeHides } from './scopes.ts';

/** One type as its list gives it. Not to be allowed to see it is no empty list. */
export async function readType(api: ReadApi, need: TypeNeed): Promise<Outcome<LiveType, Problem>> {
  const { type } = need;
  const items = await api.list(type.list);
  if (!items.ok) return unseen(need, items.error);
  const resources = new Map<string, LiveResource>();
  for (const body of items.value) {
    const id = member(body, type.id);
    if (typeof id !== 'string') return failure(withoutId(type));
    // A row that changed while its page was read may come twice.
    if (!resources.has(id)) resources.set(id, { id, body, relations: {} });
  }
  return success({ status: 'read', resources: [...resources.values()] });
}

/** An error where somebody needs the type; where nobody does, the snapshot tells why it can't be seen. */
function unseen(need: TypeNeed, error: ApiFailure): Outcome<LiveType, Problem> {
  const reason = reasonOf(error);
  if (reason === undefined) return failure(error.problem);
  if (need.why !== 'all' && (reason === 'scope' || need.declares || need.why === 'referred')) return failure(error.problem);
  return success({ status: 'unavailable', reason, message: error.problem.message });
}

export function reasonOf({ problem, status }: ApiFailure): 'subscription' | 'scope' | 'disabled' | undefined {
  if (problem.code === 'scope-missing') return 'scope';
  if (problem.code !== 'subscription-lacks') return undefined;
  return status === 501 || /disabled/i.test(problem.message) ? 'disabled' : 'subscription';
}

const withoutId = (type: ResourceType): Problem => ({
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
    .filter(({ scopes }) => looksHidden(type, scopes, bodies))
    .map(({ scopes, address, pointer }) => scopeHides(scopes, { kind: 'address', address, pointer }));
}
