import type { LoggedWrite } from '../management-api/log/log-event.ts';
import { toAddress } from '../model/address.ts';
import { groupBy } from '../model/group-by.ts';
import { getObjectMember } from '../model/json/json-value.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { buildResourcePath, decodeResource } from '../resources/endpoints/resource-endpoints.ts';
import { getLiveKey, isForeign } from '../resources/identity/identify-resources.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { ResourceIndex } from './resource-index.ts';

/** Logged writes by the path of the resource that they concern. All lists are newest first. */
export interface WriteIndex {
  readonly all: readonly LoggedWrite[];
  /** Returns the writes to a path or below it. A create is also found under the path of the resource that it created. */
  findUnder(path: string): readonly LoggedWrite[];
  /** Returns the last known key of the resource at a path, even if it was deleted; `undefined` if it is not known. */
  findKeyAt(type: ResourceType, path: string): string | undefined;
}

export const isCreation = (type: ResourceType, write: LoggedWrite): boolean =>
  write.method === 'POST' && write.path === type.path;

export function indexWrites(logged: readonly LoggedWrite[], catalogue: Catalogue, resourceIndex: ResourceIndex): WriteIndex {
  const all = logged.map((write) => rewritePathToId(write, catalogue, resourceIndex));
  const pairs = all.flatMap((write) => listPaths(write, catalogue).map((path) => ({ path, write })));
  const groups = groupBy(pairs, ({ path }) => path);
  const byPath = new Map([...groups].map(([path, own]) => [path, own.map(({ write }) => write)]));
  const findUnder = (path: string): readonly LoggedWrite[] => byPath.get(path) ?? [];
  return { all, findUnder, findKeyAt: (type, path) => findLastKey(type, path, findUnder(path), resourceIndex) };
}

/** Some endpoints accept the key instead of the id: `/resource-servers/https%3A%2F%2Fapi.acme.test`. Rewrites such paths to the id. */
function rewritePathToId(write: LoggedWrite, catalogue: Catalogue, resourceIndex: ResourceIndex): LoggedWrite {
  const type = catalogue.collections.find(
    ({ path, lookup }) => lookup?.path === `${path}/{key}` && write.path.startsWith(`${path}/`),
  );
  if (!type) return write;
  const [key = '', ...below] = write.path.slice(type.path.length + 1).split('/');
  const [id] = resourceIndex.findIds(toAddress(type.type, decodeURIComponent(key)));
  return id === undefined ? write : { ...write, path: [buildResourcePath(type, id), ...below].join('/') };
}

function listPaths({ method, path, answer }: LoggedWrite, catalogue: Catalogue): readonly string[] {
  const steps = path.split('/').slice(1);
  const prefixes = steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`);
  const made = method === 'POST' ? catalogue.collections.filter((type) => type.path === path) : [];
  const ids = made.flatMap((type) => {
    const id = getObjectMember(answer, type.idField);
    return typeof id === 'string' ? [buildResourcePath(type, id)] : [];
  });
  return [...prefixes, ...ids];
}

/** Reads the key from the newest answer to a write of the resource, which contains the whole resource. */
function findLastKey(
  type: ResourceType,
  path: string,
  writes: readonly LoggedWrite[],
  resourceIndex: ResourceIndex,
): string | undefined {
  const whole = writes.filter((write) => write.path === path || isCreation(type, write));
  // Two types can have one path: the roles of a tenant and those of its organizations.
  const bodies = whole.map(({ answer }) => decodeResource(type, '', answer) ?? answer);
  const [key] = bodies.flatMap((body) =>
    hasKey(type, body) && !isForeign(type, body) ? [getLiveKey(type, { body }, resourceIndex.findKeyById)] : [],
  );
  return key ?? resourceIndex.findFormerKey(type, path);
}

const hasKey = (type: ResourceType, body: LoggedWrite['answer']): boolean =>
  type.key.some((field) => getObjectMember(body, field) !== undefined);
