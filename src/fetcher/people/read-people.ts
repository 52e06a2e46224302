import type { ApiFailure, ReadApi } from '../../management-api/management-api.ts';
import { type ListItems, readPage } from '../../management-api/paging/read-page.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';

/** A list of people that can be longer than what anybody wants to read. */
export interface PeopleList {
  /** With the ids filled in. */
  readonly path: string;
  /** The member of the answer that contains the people. */
  readonly envelope: 'users' | 'members';
  readonly query?: Readonly<Record<string, string>>;
  /** `offset` says how many there are, `checkpoint` does not. */
  readonly paging: 'offset' | 'checkpoint';
}

export interface FoundPeople {
  readonly people: ListItems;
  /** Whether there are more. */
  readonly isCut: boolean;
  /** How many there are, if the API says it. */
  readonly total?: number;
}

const PAGE_SIZE = 100;

/** Reads at most `limit` people of a list, never the whole user base. */
export async function readPeople(api: ReadApi, list: PeopleList, limit: number): Promise<Outcome<FoundPeople, ApiFailure>> {
  const pageSize = Math.min(PAGE_SIZE, limit);
  const endpoint = { path: list.path, envelope: list.envelope, paging: list.paging, pageSize, query: list.query ?? {} };
  const people: ListItems[number][] = [];
  let next = '';
  for (let page = 0; ; page += 1) {
    const read = await readPage(api.get, endpoint, list.path, buildPaging(list, { page, pageSize, next }));
    if (!read.ok) return failWith(read.error);
    const { items, total } = read.value;
    people.push(...items);
    next = read.value.next;
    const isLast = items.length < pageSize || (list.paging === 'checkpoint' && next === '') || people.length === total;
    if (isLast || people.length >= limit) {
      const isCut = people.length > limit || (!isLast && items.length > 0);
      return succeed({ people: people.slice(0, limit), isCut, ...(total === undefined ? {} : { total }) });
    }
  }
}

interface PagePosition {
  readonly page: number;
  readonly pageSize: number;
  readonly next: string;
}

const buildPaging = ({ paging }: PeopleList, { page, pageSize, next }: PagePosition): Readonly<Record<string, string>> =>
  paging === 'offset'
    ? { page: String(page), per_page: String(pageSize), include_totals: 'true' }
    : { take: String(pageSize), ...(next === '' ? {} : { from: next }) };
