import { describe, expect, it } from 'vitest';
import { scrubSecrets } from '../../src/management-api/scrub/scrub-secrets.ts';
import { SECRET_MARK } from '../../src/model/plan/plan.ts';
import { generatePublicPem } from '../support/client-keys.ts';
import { buildQuotations, findLeaks } from '../support/encodings.ts';

// A refusal may quote what it refuses, in a writing of its own.

const SECRETS: Readonly<Record<string, string>> = {
  plain: 'canary-4711-abcdefgh',
  'with special signs': 'canary "4712" &+<\\>/ %zz-abcdefgh',
  'with a long tail': `canary-4713-${'x1y2z3'.repeat(20)}`,
  'of eight signs': 'kx84mq2z',
  'an address': 'https://www.hooks.test/canary-4714/abcdefgh',
};

describe.each(Object.entries(SECRETS))('a secret %s', (_, secret) => {
  it.each(Object.entries(buildQuotations(secret)))('is hidden: %s', (_, quoted) => {
    const shown = scrubSecrets(`Payload validation error: ${quoted} is refused`, [secret]);
    expect(findLeaks(shown, [secret, secret.replace(/^https:..www./, '')])).toEqual([]);
    expect(shown).toContain(SECRET_MARK);
    expect(shown).toMatch(/^Payload validation error: .*is refused$/);
  });

  it('is hidden where only its beginning is quoted', () => {
    const from = /^https:..www./.exec(secret)?.[0].length ?? 0;
    for (let length = from + 8; length < secret.length; length += 1) {
      const shown = scrubSecrets(`Value '${secret.slice(0, length)}' is refused`, [secret]);
      expect({ length, shown }).toEqual({
        length,
        shown: `Value '${SECRET_MARK}${/\s$/.exec(secret.slice(0, length))?.[0] ?? ''}' is refused`,
      });
    }
  });
});

it('each line of a key is hidden, and what all keys begin with is not', () => {
  const pem = generatePublicPem();
  for (const line of pem.split('\n').filter((one) => one.length > 16 && !one.startsWith('-----')))
    expect(scrubSecrets(`line ${line} !end`, [pem])).toBe(`line ${SECRET_MARK} !end`);
  expect(scrubSecrets('-----BEGIN PUBLIC KEY----- is missing', [pem])).toBe('-----BEGIN PUBLIC KEY----- is missing');
});

it('a message that holds none is passed on, and what all addresses begin with is no secret', () => {
  const message = 'callbacks/0 must be https://acme.test/callback & 100%, "not" C:\\temp';
  expect(scrubSecrets(message, Object.values(SECRETS))).toBe(message);
});

it('short secrets are hidden as they are', () => {
  expect(scrubSecrets('pin 4711 and 4 7 1 1', ['4711'])).toBe(`pin ${SECRET_MARK} and 4 7 1 1`);
});

it('an endless message with thousands of secrets takes no time', () => {
  const secrets = Array.from({ length: 2000 }, (_, index) => `canary-${index}-${'q'.repeat(30)}`);
  const shown = scrubSecrets('canary-1999-q '.repeat(100_000), secrets);
  expect(shown.length).toBeLessThan(520);
});
