import type { JsonObject } from '../../model/json/json-value.ts';
import type { ImpactPredicate } from '../impact-question.ts';
import { getCurrentFields, readField } from '../read-field.ts';

const MINUTES = '_in_minutes';

/** Compares lifetimes in minutes: a tenant may have hours on one side and minutes on the other. */
export const compareInMinutes: ImpactPredicate = ({ field, after: value, resource }, answer) => {
  const base = field.endsWith(MINUTES) ? field.slice(0, -MINUTES.length) : field;
  const [before, after] = [readMinutes(resource.before, base), readMinutes(getCurrentFields(resource), base)];
  if (before === undefined || after === undefined) return answer;
  // The field that goes away says nothing: the other one of the pair takes its place.
  if (before === after || value === undefined || value === null) return undefined;
  return after > before
    ? { is: 'widens', says: 'Users stay signed in longer.' }
    : { is: 'tightens', says: 'Users must sign in again sooner.' };
};

/** Reads a lifetime: the field in minutes is the exact one. */
function readMinutes(fields: JsonObject | undefined, base: string): number | undefined {
  const minutes = readField(fields, `${base}${MINUTES}`);
  if (typeof minutes === 'number') return minutes;
  const hours = readField(fields, base);
  return typeof hours === 'number' ? Math.round(hours * 60) : undefined;
}

/** How long a replaced token still works matters only where tokens were replaced before, too: where that begins, nothing gets weaker. */
export const requireRotation: ImpactPredicate = ({ field, resource }, answer) => {
  const rotation = `${field.slice(0, field.lastIndexOf('.'))}.rotation_type`;
  const isRotating = [resource.before, getCurrentFields(resource)].every((fields) => readField(fields, rotation) === 'rotating');
  return isRotating ? answer : undefined;
};
