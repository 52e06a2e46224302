import type { CelFunction } from '../cel-function.ts';
import { getOrElse, listMembers, readListAt, readPath, readStringsAt, toText } from './read-values.ts';

/** Names of members that hold a secret in all likelihood. Narrower than the names that are masked: a finding must be right. */
const SECRET_MEMBER =
  /secret|passw(?:or)?d|passphrase|private[_-]?key|api[_-]?key|access[_-]?key|access[_-]?token|auth[_-]?token/i;

const listSecretMembers = (map: unknown): readonly string[] =>
  listMembers(map)
    .filter(([name, value]) => SECRET_MEMBER.test(name) && toText(value) !== '')
    .map(([name]) => name);

/** Readers of values: each takes any value and never fails, so that a condition holds for whatever a tenant contains. */
export const VALUE_FUNCTIONS: readonly CelFunction[] = [
  {
    signature: 'get(dyn, string, dyn): dyn',
    about: 'The value at a path such as `"options.mfa.active"`; the third value if it is absent, null or of another type.',
    call: (value, path, fallback) => getOrElse(readPath(value, toText(path)), fallback),
  },
  {
    signature: 'list(dyn, string): list<dyn>',
    about: 'The list at a path; empty if there is none.',
    call: (value, path) => readListAt(value, toText(path)),
  },
  {
    signature: 'strings(dyn, string): list<string>',
    about: 'The strings of the list at a path.',
    call: (value, path) => readStringsAt(value, toText(path)),
  },
  {
    signature: 'isSet(dyn, string): bool',
    about: 'Whether there is a value other than null at a path.',
    call: (value, path) => (readPath(value, toText(path)) ?? null) !== null,
  },
  {
    signature: 'isStated(dyn, string): bool',
    about: 'Whether the definition states this top-level field of a resource.',
    call: (resource, field) => {
      const stated = readPath(resource, '$stated');
      return !Array.isArray(stated) || stated.includes(field);
    },
  },
  {
    signature: 'secretMembers(dyn): list<string>',
    about: 'Names of the members of a map that are named like a secret and are not empty.',
    call: listSecretMembers,
  },
  {
    signature: 'json(dyn): string',
    about: 'A value as JSON text.',
    call: (value) => JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? Number(item) : item)) ?? '',
  },
];
