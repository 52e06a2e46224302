import { buildAccessGraph } from '../../access/build-access-graph.ts';
import { findSubject } from '../../access/find-subject.ts';
import { fetchVisible } from '../../fetcher/fetch-snapshot.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import type { UnseenAccess } from '../../model/access-report.ts';
import { type Address, splitAddress } from '../../model/address.ts';
import { DEFAULT_POLICY, type Definition } from '../../model/definition/definition.ts';
import { getObjectMember, toJsonObject } from '../../model/json/json-value.ts';
import { type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveResource, Snapshot } from '../../model/snapshot.ts';
import { viewSnapshot } from '../../posture/view/view-plan.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { createFetchReporter } from '../plan/plan-definition.ts';
import type { TenantConnection } from '../tenant/open-tenant.ts';
import { computeAccessNeed, needsOrganizations } from './access-needs.ts';
import { addPeople } from './add-people.ts';
import type { KnownAccess, WhoPorts } from './known-access.ts';
import { listPeopleTasks } from './live-people.ts';
import { addMemberships } from './read-memberships.ts';
import { readPeopleLists } from './read-people-lists.ts';
import { listUnseenParts } from './unseen-parts.ts';

export interface LiveQuestion {
  readonly address: Address;
  readonly catalogue: Catalogue;
  /** The most people to read of one list, and the most lists of organizations to read. */
  readonly limit: number;
}

const NO_DEFINITION: Definition = { declared: [], resources: [], policy: DEFAULT_POLICY, digest: '' };

/** Reads what a question needs of a tenant: the resources that decide, then the people that they lead to. Only reads. */
export async function readLiveAccess(
  question: LiveQuestion,
  { api }: Pick<TenantConnection, 'api'>,
  ports: WhoPorts,
): Promise<Outcome<KnownAccess, readonly Problem[]>> {
  const { catalogue, limit } = question;
  const before = api.spent().reads;
  const skipped = needsOrganizations(question.address) ? await findTooManyOrganizations(api, limit) : undefined;
  const need = computeAccessNeed(question.address, catalogue, skipped === undefined);
  const snapshot = await fetchVisible(api, need, createFetchReporter(ports));
  ports.progress.clear();
  if (!snapshot.ok) return snapshot;
  const { types } = viewSnapshot(nameFoundUsers(snapshot.value), catalogue, NO_DEFINITION);
  const address = findUserAddress(question.address, types.users ?? []);
  const graph = buildAccessGraph(types);
  const found = findSubject(address, types, graph);
  const tasks = listPeopleTasks(found.ok ? found.value.targets : [], graph, types);
  const people = await readPeopleLists(api, tasks, limit);
  const members = await addMemberships(api, addPeople(types, people.lists), address, limit);
  return succeed({
    address,
    tenant: snapshot.value.tenant,
    resources: members.resources,
    cut: people.cut,
    unseen: [
      ...listUnlisted(question.address),
      ...(skipped ?? []),
      ...listUnseenParts(snapshot.value),
      ...people.unseen,
      ...members.unseen,
    ],
    requests: api.spent().reads - before,
  });
}

/** Lists of every organization take a request each. Says what is left out if there are more organizations than the limit. */
async function findTooManyOrganizations(api: ReadApi, limit: number): Promise<readonly UnseenAccess[] | undefined> {
  const answer = await api.get('/organizations', { page: '0', per_page: '1', include_totals: 'true' });
  const total = answer.ok ? getObjectMember(toJsonObject(answer.value.body), 'total') : undefined;
  if (typeof total !== 'number' || total <= limit) return undefined;
  return [
    {
      what: `the members, groups and grants of ${total.toLocaleString('en-US')} organizations`,
      why: `there are more than --limit ${limit}`,
    },
  ];
}

/** What the API shows for one person at a time only. */
function listUnlisted(address: Address): readonly UnseenAccess[] {
  const { type } = splitAddress(address);
  if (type === 'connections') return [{ what: 'people with an account in it', why: 'tenon never lists all users' }];
  if (type !== 'permissions' && type !== 'resourceServers') return [];
  return [{ what: 'permissions that people have without a role', why: 'the API lists them for one user at a time' }];
}

/** Names users by their fields, whichever way they were found by. */
function nameFoundUsers(snapshot: Snapshot): Snapshot {
  const { users } = snapshot.types;
  if (users?.status !== 'read') return snapshot;
  const resources = users.resources.map(({ key: _, ...live }): LiveResource => live);
  return { ...snapshot, types: { ...snapshot.types, users: { ...users, resources } } };
}

/** A user who was found by the id has another address. */
const findUserAddress = (asked: Address, users: readonly { readonly address: Address }[]): Address => {
  const [only, ...others] = users;
  return splitAddress(asked).type === 'users' && only && others.length === 0 ? only.address : asked;
};
