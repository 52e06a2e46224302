import type { ReadApi } from '../../management-api/types.ts';
import { isObject, member } from '../../model/json/json.ts';
import type { Collection } from '../../resources/define.ts';
import type { Touched } from './changes/touched.ts';
import { listName, type Reads } from './reads.ts';
import type { Items } from './stored/kept.ts';

/** Brings what was read up to date: single resources at once, whole lists when somebody asks for them. */
export async function refresh(api: ReadApi, reads: Reads, touched: Touched, catalogue: readonly Collection[]): Promise<void> {
  for (const name of touched.everything ? [...reads.lists.keys(), ...reads.answers.keys()] : touched.names) forget(reads, name);
  const types = new Map(catalogue.map((type) => [listName(type.list), type]));
  await Promise.all(
    [...touched.resources].map(async ([name, ids]) => {
      const type = types.get(name);
      const items = reads.lists.get(name);
      if (!type || !items) return;
      // A list of pages may take fewer requests than its resources one by one.
      const fresh = ids.size > Math.ceil(items.length / type.list.pageSize) ? undefined : await readAll(api, type, items, ids);
      if (fresh) reads.lists.set(name, fresh);
      else forget(reads, name);
    }),
  );
}

function forget({ lists, answers }: Reads, name: string): void {
  lists.delete(name);
  answers.delete(name);
}

/** The list with these read again; undefined where that was not possible. */
async function readAll(api: ReadApi, type: Collection, items: Items, ids: ReadonlySet<string>): Promise<Items | undefined> {
  const answers = await Promise.all([...ids].map((id) => api.get(`${type.path}/${encodeURIComponent(id)}`)));
  const bodies = answers.map((answer) => (answer.ok ? answer.value.body : undefined));
  const readable = answers.every((answer, index) => (answer.ok ? isObject(bodies[index]) : answer.error.status === 404));
  if (!readable) return undefined;
  const others = items.filter((item) => !ids.has(String(member(item, type.id))));
  return [...others, ...bodies.filter(isObject)];
}
