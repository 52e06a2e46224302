import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPrintableJson } from '../../src/model/json/printable-json.ts';
import { escapeProse } from '../../src/reporter/markdown/markdown-escape.ts';
import { redactPeople } from '../../src/reporter/redact-people.ts';
import { sanitizeText } from '../../src/reporter/sanitize.ts';
import { getRunParameters } from '../support/run-parameters.ts';

describe('people in text', () => {
  it.each([
    ['ada@acme.test', 'a…@acme.test'],
    ['users/Username-Password-Authentication|ada@acme.test', 'users/Username-Password-Authentication|a…@acme.test'],
    ['users/sms|+4915112345678', 'users/sms|+…78'],
    ['Ada <ada.l+x@mail.acme.test>, bob@acme.test.', 'Ada <a…@mail.acme.test>, b…@acme.test.'],
    ['<b>o&#39;brien@acme.test</b>', '<b>o…@acme.test</b>'],
    ['&lt;ada@acme.test&gt;', '&lt;a…@acme.test&gt;'],
    ["x='ada@acme.test'", "x='a…@acme.test'"],
    ['**ada@acme.test**, `bob@acme.test`', '**a…@acme.test**, `b…@acme.test`'],
    ['ada&#95;l&#64;&#8203;acme.test', 'a…&#64;&#8203;acme.test'],
    ['/users-by-email?email=ada%40acme.test', '/users-by-email?email=a…%40acme.test'],
    ['q=email:%22ada%2Bx%40acme.test%22&page=0', 'q=email:%22a…%40acme.test%22&page=0'],
    ['/users/email%7Cada%40acme.test', '/users/email%7Ca…%40acme.test'],
    ['{"text":"hello\\nada@acme.test"}', '{"text":"hello\\na…@acme.test"}'],
    ['"\\u200bada@acme.test"', '"\\u200ba…@acme.test"'],
    ['josé@bücher.test', 'j…@bücher.test'],
    ['ada@acme.te…', 'a…@acme.te…'],
    ['a…@acme.test', 'a…@acme.test'],
  ])('%s', (text, redacted) => {
    expect(redactPeople(text)).toBe(redacted);
  });

  it.each(['lodash@4.17.21', '@media (min-width: 1px)', '2026-12-01T00:00:00+00:00', 'a @ b', '+ 12345678', 'foo|@|bar'])(
    'what is no address or phone number stays: %s',
    (text) => {
      expect(redactPeople(text)).toBe(text);
    },
  );

  const LETTERS = [..."abcxyzABC0123456789._+-!#$%'*^{}~é", 'ß', '字', '😀'];
  const email = fc
    .tuple(fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 2, maxLength: 20 }), fc.domain())
    .map(([local, domain]) => `${local}@${domain}`);
  const phone = fc.bigInt({ min: 10_000n, max: 999_999_999_999_999n }).map((digits) => `+${digits}`);
  const FORMS: readonly (readonly [string, (text: string) => string])[] = [
    ['text', sanitizeText],
    ['JSON', (text) => JSON.stringify({ [text]: [text] })],
    ['printable JSON', (text) => toPrintableJson(`\u001f\n${text}`)],
    ['JSON in JSON', (text) => JSON.stringify(JSON.stringify(text))],
    ['Markdown', escapeProse],
    ['a URL', encodeURIComponent],
  ];

  it.each(FORMS)('no address and no number survives in %s', (_, write) => {
    fc.assert(
      fc.property(fc.oneof(email, phone), fc.string(), fc.string(), (person, before, after) => {
        const text = write(`${before} ${person} ${after}`);
        expect(redactPeople(text)).not.toContain(write(person).replace(/^[{["\\]*|[}\]"\\]*$/g, ''));
        expect(redactPeople(text)).not.toContain(person);
      }),
      getRunParameters(400),
    );
  });

  it('JSON stays JSON, and nothing is redacted twice', () => {
    fc.assert(
      fc.property(fc.jsonValue(), email, fc.string(), (value, person, text) => {
        const json = toPrintableJson([value, `${text}${person}`, { [person]: text }], 1);
        const redacted = redactPeople(json);
        expect(() => JSON.parse(redacted)).not.toThrow();
        expect(redactPeople(redacted)).toBe(redacted);
      }),
      getRunParameters(400),
    );
  });

  it.each([
    ['no address at all', 'a'.repeat(500_000)],
    ['nothing but at signs', '@'.repeat(500_000)],
    ['escaped at signs', '%40'.repeat(200_000)],
    ['one endless address', `${'a.'.repeat(250_000)}@acme.test`],
    ['an endless domain', `a@${'1'.repeat(500_000)}`],
    ['character references', `${'&#39;'.repeat(100_000)}@acme.test`],
    ['backslashes', `${'\\'.repeat(500_000)}@acme.test`],
    ['plus signs and digits', '+1'.repeat(250_000)],
    ['an endless number', `+${'1'.repeat(500_000)}`],
  ])('a hostile text takes time in proportion to its length: %s', (_, text) => {
    const started = performance.now();
    redactPeople(text);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
