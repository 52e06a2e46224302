import { isArray, isObject, type JsonObject, type JsonValue } from '../model/json/json.ts';

/** What the outputs of the action say. */
export interface Counts {
  readonly changes: number;
  readonly destructive: number;
}

const objectsIn = (text: string, member: string): readonly JsonObject[] => {
  const document: JsonValue = JSON.parse(text);
  const list = isObject(document) ? document[member] : undefined;
  return isArray(list) ? list.filter(isObject) : [];
};

const distinct = (of: readonly JsonObject[]): number => new Set(of.map(({ address }) => address)).size;

/** Resources that a plan changes. */
export function planCounts(plan: string): Counts {
  const operations = objectsIn(plan, 'operations').filter(({ action }) => action !== 'note');
  return { changes: distinct(operations), destructive: distinct(operations.filter(isDestructive)) };
}

/** Resources that an apply really changed. */
export function resultCounts(result: string, plan: string): Counts {
  const lost = new Set(
    objectsIn(plan, 'operations')
      .filter(isDestructive)
      .map(({ id }) => id),
  );
  const done = objectsIn(result, 'operations').filter(({ action, status }) => action !== 'note' && status === 'done');
  return { changes: distinct(done), destructive: distinct(done.filter(({ id }) => lost.has(id ?? null))) };
}

/** Resources that differ. Looking destroys nothing. */
export const driftCounts = (drift: string): Counts => ({ changes: distinct(objectsIn(drift, 'entries')), destructive: 0 });

const isDestructive = ({ risk }: JsonObject): boolean => risk === 'destructive';
