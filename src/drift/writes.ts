import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { addressOf } from '../model/address.ts';
import { member } from '../model/json/json.ts';
import { isCollection, type ResourceType } from '../resources/define.ts';
import { ownPath } from '../resources/endpoints.ts';
import { keyOfLive } from '../resources/identify.ts';
import type { Known } from './known.ts';

/** The writes that the log tells of, by what they are about. */
export interface Writes {
  /** Newest first, as all lists here. */
  readonly all: readonly LoggedWrite[];
  /** At a path or below it; the request that made a resource stands with the path that the resource got. */
  under(path: string): readonly LoggedWrite[];
  /** The key that a resource had, by its path. It need not be there any more. */
  keyAt(type: ResourceType, path: string): string | undefined;
}

export const isCreation = (type: ResourceType, write: LoggedWrite): boolean =>
  write.method === 'POST' && write.path === type.path;

export function writesOf(logged: readonly LoggedWrite[], catalogue: readonly ResourceType[], known: Known): Writes {
  const all = logged.map((write) => byId(write, catalogue, known));
  const byPath = new Map<string, LoggedWrite[]>();
  for (const write of all) {
    for (const path of pathsOf(write, catalogue)) {
      const group = byPath.get(path);
      if (group) group.push(write);
      else byPath.set(path, [write]);
    }
  }
  const under = (path: string): readonly LoggedWrite[] => byPath.get(path) ?? [];
  return { all, under, keyAt: (type, path) => lastKey(type, path, under(path), known) };
}

/** Some paths take a resource's key as well as its id: `/resource-servers/https%3A%2F%2Fapi.acme.test`. */
function byId(write: LoggedWrite, catalogue: readonly ResourceType[], known: Known): LoggedWrite {
  const type = catalogue
    .filter(isCollection)
    .find(({ path, lookup }) => lookup?.path === `${path}/{key}` && write.path.startsWith(`${path}/`));
  if (!type) return write;
  const [key = '', ...rest] = write.path.slice(type.path.length + 1).split('/');
  const [id] = known.idsAt(addressOf(type.type, decodeURIComponent(key)));
  return id === undefined ? write : { ...write, path: [ownPath(type, id), ...rest].join('/') };
}

function pathsOf({ method, path, answer }: LoggedWrite, catalogue: readonly ResourceType[]): readonly string[] {
  const steps = path.split('/').slice(1);
  const prefixes = steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
  const made = method === 'POST' ? catalogue.filter(isCollection).filter((type) => type.path === path) : [];
  const ids = made.flatMap((type) => {
    const id = member(answer, type.id);
    return typeof id === 'string' ? [ownPath(type, id)] : [];
  });
  return [...prefixes, ...ids];
}

/** An answer to a write of a resource holds all of it. */
function lastKey(type: ResourceType, path: string, writes: readonly LoggedWrite[], known: Known): string | undefined {
  const whole = writes.filter((write) => write.path === path || isCreation(type, write));
  const [key] = whole.flatMap(({ answer }) => (hasKey(type, answer) ? [keyOfLive(type, answer, known.keyOfId)] : []));
  return key ?? known.formerKey(type, path);
}

const hasKey = (type: ResourceType, body: LoggedWrite['answer']): boolean =>
  type.key.some((field) => member(body, field) !== undefined);
