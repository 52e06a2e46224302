import { getObjectMember, isObject, type JsonObject } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/change.ts';

/** Whether a change is at or inside one of these paths: `['token_lifetime', 'subject_type_authorization.user']`. */
export const isEditable = ({ path }: Change, editable: readonly string[]): boolean => {
  const steps = parsePointer(path);
  return editable.some((allowed) => allowed.split('.').every((step, index) => step === steps[index]));
};

/** Names the field of a change, with its member if only another member of the field is editable. */
export function nameRefusedField({ path }: Change, editable: readonly string[]): string {
  const [field = '', ...inside] = parsePointer(path);
  const isPartlyEditable = editable.some((allowed) => allowed.startsWith(`${field}.`));
  return [field, ...(isPartlyEditable ? inside.slice(0, 1) : [])].join('.');
}

/** Picks the key fields and what is editable, so that a request contains nothing else. */
export const pickEditable = (fields: JsonObject, editable: readonly string[], key: readonly string[]): JsonObject =>
  [...key, ...editable].reduce((picked, path) => copyMember(picked, fields, path.split('.')), {});

function copyMember(target: JsonObject, source: JsonObject, [step = '', ...inside]: readonly string[]): JsonObject {
  const value = getObjectMember(source, step);
  if (value === undefined) return target;
  if (inside.length === 0 || !isObject(value)) return { ...target, [step]: value };
  const held = getObjectMember(target, step) ?? {};
  return { ...target, [step]: copyMember(isObject(held) ? held : {}, value, inside) };
}
