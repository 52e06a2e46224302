import { splitAddress } from '../model/address.ts';
import type { Attribution, DriftKind } from '../model/drift.ts';
import { isArray, isObject, type JsonObject, member } from '../model/json.ts';
import type { Operation } from '../model/plan.ts';
import type { ResourceType } from '../resources/define.ts';
import { keyOfLive } from '../resources/identify.ts';
import type { WriteEvent } from './event.ts';
import type { History } from './read.ts';

export interface Told {
  readonly kind: DriftKind;
  readonly by?: Attribution;
}

/** Who last wrote what an operation is about, and whether it was the tenant or the definition that moved. */
export function toldOf(operation: Operation, history: History, catalogue: readonly ResourceType[]): Told {
  const type = catalogue.find((candidate) => candidate.type === splitAddress(operation.address).type);
  if (!type || !history.reach.read) return { kind: 'unknown' };
  const event = history.events.find((candidate) => candidate.succeeded && concerns(candidate, operation, type, history.events));
  if (event) return event.by.tenon ? { kind: 'definition ahead' } : { kind: 'tenant changed', by: event.by };
  // A log that reaches back to before tenon's own last write, and knows no other: nobody else has written since.
  const tenonWrote = history.events.some((candidate) => candidate.by.tenon);
  return { kind: tenonWrote ? 'definition ahead' : 'unknown' };
}

function concerns(event: WriteEvent, operation: Operation, type: ResourceType, all: readonly WriteEvent[]): boolean {
  if (operation.liveId === undefined) return isRemoval(event, operation, type, all);
  const at = `${type.path}/${operation.liveId}`;
  const relation = type.relations.find((candidate) => candidate.field === operation.relation);
  if (relation) return under(event.path, relation.list.path.replace('{id}', operation.liveId));
  if (event.method === 'POST' && event.path === type.path) return member(event.answer, type.id) === operation.liveId;
  return event.path === at;
}

/** A resource that is gone has no id to look for: the log may have it from when it was made. */
function isRemoval(event: WriteEvent, operation: Operation, type: ResourceType, all: readonly WriteEvent[]): boolean {
  if (event.method !== 'DELETE' || !event.path.startsWith(`${type.path}/`)) return false;
  const id = event.path.slice(type.path.length + 1);
  const wanted = operation.requests[0]?.body;
  const made = all.find((candidate) => member(candidate.answer, type.id) === id);
  return made !== undefined && isObject(wanted) && sameKey(type, made.answer, wanted);
}

const sameKey = (type: ResourceType, a: JsonObject, b: JsonObject): boolean =>
  type.key.every((field) => {
    const value = member(b, field);
    const wanted = isObject(value) && typeof value.id === 'string' ? value.id : value;
    return wanted === undefined || (!isArray(wanted) && member(a, field) === wanted);
  });

const under = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** Who made a resource that nobody declares, or wrote to it last. Its id is told by the event that made it, or that changed it. */
export function lastWriter(type: ResourceType, key: string, history: History): Attribution | undefined {
  const id = history.events.map((event) => idIf(type, key, event)).find((found) => found !== undefined);
  if (id === undefined) return undefined;
  const about = (event: WriteEvent): boolean =>
    under(event.path, `${type.path}/${id}`) || (event.path === type.path && member(event.answer, type.id) === id);
  return history.events.find((event) => event.succeeded && about(event))?.by;
}

/** The id in an event's answer, if that is a resource of this key. */
function idIf(type: ResourceType, key: string, { path, answer }: WriteEvent): string | undefined {
  const id = member(answer, type.id);
  const ours = path === type.path || path.startsWith(`${type.path}/`);
  return ours && typeof id === 'string' && keyOfLive(type, answer, () => undefined) === key ? id : undefined;
}
