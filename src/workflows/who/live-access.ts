import { buildAccessGraph } from '../../access/build-access-graph.ts';
import { findSubject } from '../../access/find-subject.ts';
import { fetchVisible } from '../../fetcher/fetch-snapshot.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import type { UnseenAccess } from '../../model/access-report.ts';
import { type Address, splitAddress } from '../../model/address.ts';
import { getObjectMember, toJsonObject } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { createFetchReporter } from '../plan/plan-definition.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { computeAccessNeed, needsOrganizations } from './access-needs.ts';
import { addPeople } from './add-people.ts';
import type { KnownAccess, LiveQuestion, WhoPorts } from './known-access.ts';
import { readUserAccess } from './live-user.ts';
import { listPeopleTasks } from './people-tasks.ts';
import { readPeopleLists } from './read-people-lists.ts';
import { listUnseenParts, refuseUnreadSubject } from './unseen-parts.ts';
import { viewAccess } from './view-access.ts';

/** Reads what a question needs of a tenant: the resources that decide, then the people that they lead to. Only reads. */
export async function readLiveAccess(
  question: LiveQuestion,
  tenant: Pick<TenantConnection, 'api'>,
  ports: WhoPorts,
): Promise<Outcome<KnownAccess, readonly Problem[]>> {
  const before = tenant.api.spent().reads;
  const isAboutUser = splitAddress(question.address).type === 'users';
  const read = await (isAboutUser ? readUserAccess : readHolderAccess)(question, tenant, ports);
  ports.progress.clear();
  return read.ok ? succeed({ ...read.value, requests: tenant.api.spent().reads - before }) : read;
}

async function readHolderAccess(
  { address, catalogue, limit }: LiveQuestion,
  { api }: Pick<TenantConnection, 'api'>,
  ports: WhoPorts,
): Promise<Outcome<KnownAccess, readonly Problem[]>> {
  const skipped = needsOrganizations(address) ? await findTooManyOrganizations(api, limit) : [];
  const need = computeAccessNeed(address, catalogue, skipped.length === 0);
  const snapshot = await fetchVisible(api, need, createFetchReporter(ports));
  if (!snapshot.ok) return snapshot;
  const refused = refuseUnreadSubject(address, snapshot.value);
  if (refused.length > 0) return failWith(refused);
  const resources = viewAccess(snapshot.value, catalogue);
  const graph = buildAccessGraph(resources);
  const found = findSubject(address, resources, graph);
  const people = await readPeopleLists(api, listPeopleTasks(found.ok ? found.value.targets : [], graph, resources), limit);
  return succeed({
    address,
    tenant: snapshot.value.tenant,
    resources: addPeople(resources, people.lists),
    cut: people.cut,
    unseen: [...listUnlisted(address), ...skipped, ...listUnseenParts(snapshot.value), ...people.unseen],
  });
}

/** Lists of every organization take a request each. Says what is left out if there are more organizations than the limit. */
async function findTooManyOrganizations(api: ReadApi, limit: number): Promise<readonly UnseenAccess[]> {
  const answer = await api.get('/organizations', { page: '0', per_page: '1', include_totals: 'true' });
  const total = answer.ok ? getObjectMember(toJsonObject(answer.value.body), 'total') : undefined;
  if (typeof total !== 'number' || total <= limit) return [];
  return [{ what: `${total.toLocaleString('en-US')} organizations`, why: `more than --limit ${limit}` }];
}

/** What the API shows for one person at a time only. */
function listUnlisted(address: Address): readonly UnseenAccess[] {
  const { type } = splitAddress(address);
  if (type === 'connections') return [{ what: 'people with an account in it', why: 'tenon never lists all users' }];
  if (type !== 'permissions' && type !== 'resourceServers') return [];
  return [{ what: 'permissions that people have without a role', why: 'the API lists them for one user at a time' }];
}
