import { getObjectMember, isArray, isObject, type JsonValue } from './json-value.ts';

/** JSON Pointer (RFC 6901): the place of a value in a resource, such as `/options/scope/0`. */
export type Pointer = string;

export const escapeStep = (step: string): string => (/[~/]/.test(step) ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step);
export const unescapeStep = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

export const toPointer = (steps: readonly (string | number)[]): Pointer =>
  steps.map((step) => `/${escapeStep(String(step))}`).join('');

export const parsePointer = (pointer: Pointer): string[] => (pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeStep));

/** Returns the value at a place; `undefined` if there is none. */
export const getValueAt = (root: JsonValue | undefined, pointer: Pointer): JsonValue | undefined =>
  parsePointer(pointer).reduce<JsonValue | undefined>((value, step) => {
    if (isArray(value)) return value[Number(step)];
    return isObject(value) ? getObjectMember(value, step) : undefined;
  }, root);
