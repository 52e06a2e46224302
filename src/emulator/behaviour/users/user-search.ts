import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../model/json/json-value.ts';
import { badRequest } from '../../http/refusal.ts';

type Test = (user: JsonObject) => boolean;

/** `field:value`, `field:"value"`, `field:val*`, joined by AND: the part of the search syntax that tools use. Anything else is refused. */
const TERM = /^(-?)([A-Za-z_][\w.]*):(?:"((?:[^"\\]|\\.)*)"|(\S+))$/;

export function userQuery(text: string): Test {
  const tests = (text.match(/(?:[^\s"]|"(?:[^"\\]|\\.)*")+/g) ?? []).filter((term) => term !== 'AND').map(termTest);
  return (user) => tests.every((test) => test(user));
}

function termTest(term: string): Test {
  const [, minus, field = '', quoted, plain = ''] = TERM.exec(term) ?? [];
  if (field === '') throw badRequest(`The search term is not understood by the emulator: ${term}`, 'invalid_query_string');
  const wanted = (quoted ?? plain).replaceAll(/\\(.)/g, '$1').toLowerCase();
  const matches = (value: string): boolean =>
    quoted === undefined && wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
  return (user) => valuesAt(user, field.split('.')).some((value) => matches(value.toLowerCase())) === (minus === '');
}

function valuesAt(value: JsonValue | undefined, path: readonly string[]): readonly string[] {
  if (isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [step, ...rest] = path;
  if (step === undefined) return value === undefined || value === null || isObject(value) ? [] : [String(value)];
  return isObject(value) ? valuesAt(getObjectMember(value, step), rest) : [];
}
