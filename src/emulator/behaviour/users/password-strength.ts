import { getObjectMember, type JsonObject } from '../../../model/json/json-value.ts';
import { getObject, getString, getStrings } from '../../engine/json-objects.ts';

interface Requirements {
  readonly minLength: number;
  /** Character classes that must occur: all of them, or three of the four. */
  readonly classes: readonly string[];
  readonly threeOfFour: boolean;
  /** More than two identical characters in a row are refused. */
  readonly noRepeats: boolean;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  lowercase: /[a-z]/,
  uppercase: /[A-Z]/,
  number: /[0-9]/,
  special: /[^A-Za-z0-9]/,
};
const ALL = Object.keys(CLASSES);

const NO_POLICY: Requirements = { minLength: 1, classes: [], threeOfFour: false, noRepeats: false };

/** The password policies of a database (documentation of password strength). */
const POLICIES: Readonly<Record<string, Requirements>> = {
  low: { minLength: 6, classes: [], threeOfFour: false, noRepeats: false },
  fair: { minLength: 8, classes: ['lowercase', 'uppercase', 'number'], threeOfFour: false, noRepeats: false },
  good: { minLength: 8, classes: ALL, threeOfFour: true, noRepeats: false },
  excellent: { minLength: 10, classes: ALL, threeOfFour: true, noRepeats: true },
};

/** Says whether a password meets the policy of a database with these options. Dictionaries and history are not emulated. */
export function isStrongPassword(options: JsonObject, password: string): boolean {
  const { minLength, classes, threeOfFour, noRepeats } = findRequirements(options);
  const present = classes.filter((name) => CLASSES[name]?.test(password) === true).length;
  if (password.length < minLength || (noRepeats && /(.)\1\1/.test(password))) return false;
  return present >= (threeOfFour ? Math.min(3, classes.length) : classes.length);
}

function findRequirements(options: JsonObject): Requirements {
  const complexity = getObject(getObject(options, 'password_options'), 'complexity');
  if (Object.keys(complexity).length === 0) return findPolicy(options);
  return {
    minLength: readNumber(complexity, 'min_length') ?? 1,
    classes: getStrings(complexity, 'character_types'),
    threeOfFour: getString(complexity, 'character_type_rule') === 'three_of_four',
    noRepeats: getString(complexity, 'identical_characters') === 'block',
  };
}

function findPolicy(options: JsonObject): Requirements {
  const policy = POLICIES[getString(options, 'passwordPolicy')] ?? NO_POLICY;
  return {
    ...policy,
    minLength: readNumber(getObject(options, 'password_complexity_options'), 'min_length') ?? policy.minLength,
  };
}

const readNumber = (object: JsonObject, name: string): number | undefined => {
  const value = getObjectMember(object, name);
  return typeof value === 'number' ? value : undefined;
};
