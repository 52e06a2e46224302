import { getObjectMember, isArray, type JsonObject, toJsonObject } from '../../model/json/json-value.ts';

/** What a database requires of a new password, as far as tenon can check it. */
interface PasswordRules {
  readonly minLength: number;
  /** Kinds of characters, of which at least `needed` must occur. */
  readonly kinds: readonly string[];
  readonly needed: number;
  /** Whether the same character may not occur three times in a row. */
  readonly refusesRepeats: boolean;
}

const KINDS: Readonly<Record<string, RegExp>> = {
  lowercase: /\p{Ll}/u,
  uppercase: /\p{Lu}/u,
  number: /\d/,
  special: /[^\p{L}\d]/u,
};
const ALL_KINDS = Object.keys(KINDS);

/** Source: documentation of password strength. `none` requires one character. */
const POLICIES: Readonly<Record<string, PasswordRules>> = {
  none: { minLength: 1, kinds: [], needed: 0, refusesRepeats: false },
  low: { minLength: 6, kinds: [], needed: 0, refusesRepeats: false },
  fair: { minLength: 8, kinds: ['lowercase', 'uppercase', 'number'], needed: 3, refusesRepeats: false },
  good: { minLength: 8, kinds: ALL_KINDS, needed: 3, refusesRepeats: false },
  excellent: { minLength: 10, kinds: ALL_KINDS, needed: 3, refusesRepeats: true },
};

/**
 * Says what a new password in this database must be like, if it is not. Undefined: no rule that is known refuses it. Dictionaries, personal
 * data, and defaults that the connection does not state are left to the API.
 */
export function findPasswordFault(password: string, connection: JsonObject): string | undefined {
  const rules = readRules(toJsonObject(getObjectMember(connection, 'options')));
  if (!rules) return undefined;
  const { minLength, kinds, needed, refusesRepeats } = rules;
  const present = kinds.filter((kind) => KINDS[kind]?.test(password)).length;
  const isRepeating = refusesRepeats && /(.)\1\1/u.test(password);
  return [...password].length < minLength || present < needed || isRepeating ? describeRules(rules) : undefined;
}

function readRules(options: JsonObject): PasswordRules | undefined {
  const complexity = getObjectMember(toJsonObject(getObjectMember(options, 'password_options')), 'complexity');
  if (complexity != null) return readComplexity(toJsonObject(complexity));
  const policy = POLICIES[String(getObjectMember(options, 'passwordPolicy'))];
  const minLength = readLength(toJsonObject(getObjectMember(options, 'password_complexity_options')));
  return policy && { ...policy, minLength: minLength ?? policy.minLength };
}

function readComplexity(complexity: JsonObject): PasswordRules {
  const types = getObjectMember(complexity, 'character_types');
  const kinds = isArray(types) ? types.map(String).filter((kind) => Object.hasOwn(KINDS, kind)) : [];
  const isThreeOfFour = getObjectMember(complexity, 'character_type_rule') === 'three_of_four';
  return {
    minLength: readLength(complexity) ?? 1,
    kinds,
    needed: isThreeOfFour ? Math.min(3, kinds.length) : kinds.length,
    refusesRepeats: getObjectMember(complexity, 'identical_characters') === 'block',
  };
}

function readLength(options: JsonObject): number | undefined {
  const length = getObjectMember(options, 'min_length');
  return typeof length === 'number' ? length : undefined;
}

function describeRules({ minLength, kinds, needed, refusesRepeats }: PasswordRules): string {
  const count = needed < kinds.length ? `${needed} of these kinds of characters` : 'each of these kinds of characters';
  return [
    `at least ${minLength} characters`,
    ...(needed > 0 ? [`${count}: ${kinds.join(', ')}`] : []),
    ...(refusesRepeats ? ['no character three times in a row'] : []),
  ].join('; ');
}
