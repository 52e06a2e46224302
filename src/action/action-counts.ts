import { isArray, isObject, type JsonObject, type JsonValue } from '../model/json/json-value.ts';

/** The counts in the action's outputs, in resources. */
export interface ActionCounts {
  readonly changes: number;
  readonly destructive: number;
  /** By class of impact; classes without resources are absent. A resource counts in each of its classes. */
  readonly impact: Readonly<Record<string, number>>;
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
  return {
    changes: countResources(operations),
    destructive: countResources(operations.filter(isDestructive)),
    impact: countByImpact(operations),
  };
}

/** Counts the resources that an apply changed; the plan says what each of the operations does. */
export function countAppliedChanges(result: string, plan: string): ActionCounts {
  const done = parseObjects(result, 'operations').filter(({ action, status }) => action !== 'note' && status === 'done');
  const ids = new Set(done.map(({ id }) => id));
  const planned = parseObjects(plan, 'operations').filter(({ id }) => ids.has(id));
  return {
    changes: countResources(done),
    destructive: countResources(planned.filter(isDestructive)),
    impact: countByImpact(planned),
  };
}

/** Counts the resources that differ. */
export const countDriftedResources = (drift: string): ActionCounts => ({
  changes: countResources(parseObjects(drift, 'entries')),
  destructive: 0,
  impact: {},
});

/** `1 resource differs from the definition` */
export const formatDriftCount = (count: number): string =>
  `${count} ${count === 1 ? 'resource differs' : 'resources differ'} from the definition`;

function countByImpact(operations: readonly JsonObject[]): ActionCounts['impact'] {
  const classes = new Set(operations.flatMap(listClasses));
  return Object.fromEntries(
    [...classes].map((is) => [is, countResources(operations.filter((one) => listClasses(one).includes(is)))]),
  );
}

const listClasses = ({ impact }: JsonObject): readonly string[] =>
  isArray(impact) ? impact.filter(isObject).map(({ is }) => String(is)) : [];

const isDestructive = ({ risk }: JsonObject): boolean => risk === 'destructive';
