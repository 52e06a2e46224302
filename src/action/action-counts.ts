import { isArray, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';

/** The counts in the action's outputs, in resources. */
export interface ActionCounts {
  readonly changes: number;
  readonly destructive: number;
}

const parseObjects = (text: string, member: string): readonly JsonObject[] => {
  const document: JsonValue = JSON.parse(text);
  const list = isObject(document) ? document[member] : undefined;
  return isArray(list) ? list.filter(isObject) : [];
};

const countResources = (objects: readonly JsonObject[]): number => new Set(objects.map(({ address }) => address)).size;

/** Counts the resources that a plan changes. */
export function countPlannedChanges(plan: string): ActionCounts {
  const operations = parseObjects(plan, 'operations').filter(({ action }) => action !== 'note');
  return { changes: countResources(operations), destructive: countResources(operations.filter(isDestructive)) };
}

/** Counts the resources that an apply changed; the plan says which of the operations were destructive. */
export function countAppliedChanges(result: string, plan: string): ActionCounts {
  const lost = new Set(
    parseObjects(plan, 'operations')
      .filter(isDestructive)
      .map(({ id }) => id),
  );
  const done = parseObjects(result, 'operations').filter(({ action, status }) => action !== 'note' && status === 'done');
  return { changes: countResources(done), destructive: countResources(done.filter(({ id }) => lost.has(id ?? null))) };
}

/** Counts the resources that differ. */
export const countDriftedResources = (drift: string): ActionCounts => ({
  changes: countResources(parseObjects(drift, 'entries')),
  destructive: 0,
});

/** `1 resource differs from the definition` */
export const formatDriftCount = (count: number): string =>
  `${count} ${count === 1 ? 'resource differs' : 'resources differ'} from the definition`;

const isDestructive = ({ risk }: JsonObject): boolean => risk === 'destructive';
