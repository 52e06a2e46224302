import { readPeople } from '../../fetcher/people/read-people.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import type { CutList, UnseenAccess } from '../../model/access-report.ts';
import { formatCount } from '../../model/wording.ts';
import type { ReadPeopleList } from './add-people.ts';
import type { PeopleTask, PeopleTasks } from './people-tasks.ts';

export interface ReadPeopleLists {
  readonly lists: readonly ReadPeopleList[];
  readonly cut: readonly CutList[];
  readonly unseen: readonly UnseenAccess[];
}

/** Reads lists of people, each up to the limit. If there are more lists of organizations than the limit, none of them. */
export async function readPeopleLists(api: ReadApi, tasks: PeopleTasks, limit: number): Promise<ReadPeopleLists> {
  const { own, inOrganizations } = tasks;
  const isTooMuch = inOrganizations.length > limit;
  const reads = await Promise.all([...own, ...(isTooMuch ? [] : inOrganizations)].map((task) => readTask(api, task, limit)));
  const skipped = {
    what: 'roles of members of organizations',
    why: `it takes ${formatCount(inOrganizations.length, 'request')}, more than --limit ${limit}`,
  };
  return {
    lists: reads.flatMap(({ lists }) => lists),
    cut: reads.flatMap(({ cut }) => cut),
    unseen: [...deduplicate(reads.flatMap(({ unseen }) => unseen)), ...(isTooMuch ? [skipped] : [])],
  };
}

async function readTask(api: ReadApi, task: PeopleTask, limit: number): Promise<ReadPeopleLists> {
  const read = await readPeople(api, task.list, limit);
  if (!read.ok) {
    const what = task.organization ? 'members of organizations' : 'people with a role';
    return { lists: [], cut: [], unseen: [{ what, why: read.error.problem.message }] };
  }
  const { people, isCut, total } = read.value;
  const cut = { address: task.address, shown: people.length, ...(total === undefined ? {} : { total }) };
  return { lists: [{ ...task, people }], cut: isCut ? [cut] : [], unseen: [] };
}

/** One missing scope fails many lists. */
const deduplicate = (unseen: readonly UnseenAccess[]): readonly UnseenAccess[] => [
  ...new Map(unseen.map((part) => [JSON.stringify(part), part])).values(),
];
