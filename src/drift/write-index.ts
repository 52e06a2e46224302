import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { toAddress } from '../model/address.ts';
import { getObjectMember } from '../model/json/json-value.ts';
import { getLiveKey } from '../resources/identify-resources.ts';
import { buildResourcePath } from '../resources/resource-endpoints.ts';
import { isCollection, type ResourceType } from '../resources/resource-type.ts';
import type { ResourceIndex } from './resource-index.ts';

/** The writes that the log tells of, by what they are about. */
export interface WriteIndex {
  /** Newest first, as all lists here. */
  readonly all: readonly LoggedWrite[];
  /** At a path or below it; the request that made a resource stands with the path that the resource got. */
  findUnder(path: string): readonly LoggedWrite[];
  /** The key that a resource had, by its path. It need not be there any more. */
  findKeyAt(type: ResourceType, path: string): string | undefined;
}

export const isCreation = (type: ResourceType, write: LoggedWrite): boolean =>
  write.method === 'POST' && write.path === type.path;

export function indexWrites(
  logged: readonly LoggedWrite[],
  catalogue: readonly ResourceType[],
  resourceIndex: ResourceIndex,
): WriteIndex {
  const all = logged.map((write) => rewritePathToId(write, catalogue, resourceIndex));
  const byPath = new Map<string, LoggedWrite[]>();
  for (const write of all) {
    for (const path of listPaths(write, catalogue)) {
      const group = byPath.get(path);
      if (group) group.push(write);
      else byPath.set(path, [write]);
    }
  }
  const findUnder = (path: string): readonly LoggedWrite[] => byPath.get(path) ?? [];
  return { all, findUnder, findKeyAt: (type, path) => findLastKey(type, path, findUnder(path), resourceIndex) };
}

/** Some paths take a resource's key as well as its id: `/resource-servers/https%3A%2F%2Fapi.acme.test`. */
function rewritePathToId(write: LoggedWrite, catalogue: readonly ResourceType[], resourceIndex: ResourceIndex): LoggedWrite {
  const type = catalogue
    .filter(isCollection)
    .find(({ path, lookup }) => lookup?.path === `${path}/{key}` && write.path.startsWith(`${path}/`));
  if (!type) return write;
  const [key = '', ...below] = write.path.slice(type.path.length + 1).split('/');
  const [id] = resourceIndex.findIds(toAddress(type.type, decodeURIComponent(key)));
  return id === undefined ? write : { ...write, path: [buildResourcePath(type, id), ...below].join('/') };
}

function listPaths({ method, path, answer }: LoggedWrite, catalogue: readonly ResourceType[]): readonly string[] {
  const steps = path.split('/').slice(1);
  const prefixes = steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
  const made = method === 'POST' ? catalogue.filter(isCollection).filter((type) => type.path === path) : [];
  const ids = made.flatMap((type) => {
    const id = getObjectMember(answer, type.idField);
    return typeof id === 'string' ? [buildResourcePath(type, id)] : [];
  });
  return [...prefixes, ...ids];
}

/** An answer to a write of a resource holds all of it. */
function findLastKey(
  type: ResourceType,
  path: string,
  writes: readonly LoggedWrite[],
  resourceIndex: ResourceIndex,
): string | undefined {
  const whole = writes.filter((write) => write.path === path || isCreation(type, write));
  const [key] = whole.flatMap(({ answer }) =>
    hasKey(type, answer) ? [getLiveKey(type, answer, resourceIndex.findKeyById)] : [],
  );
  return key ?? resourceIndex.findFormerKey(type, path);
}

const hasKey = (type: ResourceType, body: LoggedWrite['answer']): boolean =>
  type.key.some((field) => getObjectMember(body, field) !== undefined);
