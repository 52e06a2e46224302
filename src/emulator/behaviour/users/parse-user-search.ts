import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { badRequest } from '../../http/refusal.ts';

type UserTest = (user: JsonObject) => boolean;

/** `field:value`, `field:"value"` or `field:val*`, joined by AND: the part of Lucene's syntax that tools use. */
const TERM = /^(-?)([A-Za-z_][\w.]*):(?:"((?:[^"\\]|\\.)*)"|(\S+))$/;

export function parseUserSearch(text: string): UserTest {
  const tests = (text.match(/(?:[^\s"]|"(?:[^"\\]|\\.)*")+/g) ?? []).filter((term) => term !== 'AND').map(parseTerm);
  return (user) => tests.every((test) => test(user));
}

function parseTerm(term: string): UserTest {
  const [, minus, field = '', quoted, plain = ''] = TERM.exec(term) ?? [];
  if (field === '') throw badRequest(`The emulator does not support this search term: ${term}`, 'invalid_query_string');
  const expected = (quoted ?? plain).replaceAll(/\\(.)/g, '$1').toLowerCase();
  const isMatch = (value: string): boolean =>
    quoted === undefined && expected.endsWith('*') ? value.startsWith(expected.slice(0, -1)) : value === expected;
  return (user) => listValuesAt(user, field.split('.')).some((value) => isMatch(value.toLowerCase())) === (minus === '');
}

function listValuesAt(value: JsonValue | undefined, path: readonly string[]): readonly string[] {
  if (isArray(value)) return value.flatMap((item) => listValuesAt(item, path));
  const [step, ...rest] = path;
  if (step === undefined) return value === undefined || value === null || isObject(value) ? [] : [String(value)];
  return isObject(value) ? listValuesAt(getObjectMember(value, step), rest) : [];
}
