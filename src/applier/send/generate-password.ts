import { randomInt } from 'node:crypto';

const CHARACTER_KINDS = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789', '!@#$%^&*'] as const;
/** The greatest minimum length that a password policy can have, and the greatest length that Auth0 accepts (API reference). */
const LENGTH = 72;

/**
 * Generates a random password that meets every policy of a database: it has all kinds of characters, and the kinds take turns, so that no
 * character is repeated and none follows its predecessor in the alphabet.
 */
export function generatePassword(): string {
  return Array.from({ length: LENGTH }, (_, index) => {
    const characters = CHARACTER_KINDS[index % CHARACTER_KINDS.length] ?? '';
    return characters[randomInt(characters.length)] ?? '';
  }).join('');
}
