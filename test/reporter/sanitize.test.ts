import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeNonAscii, sanitizeCodeLine, sanitizeText } from '../../src/reporter/sanitize.ts';
import { hostileText } from '../support/hostile-values.ts';

const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff\ud800-\udfff]/u;

describe('clean', () => {
  test.each([
    ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a C1 control', '\u009b1m', '\\u{9b}1m'],
    ['a line break', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['a tab', 'a\tb', 'a\\u{9}b'],
    ['a bidi override', '\u202eabc', '\\u{202e}abc'],
    ['a zero-width space', 'ad\u200bmin', 'ad\\u{200b}min'],
    ['a variation selector on a letter', 'a\ufe0f', 'a\\u{fe0f}'],
    ['a soft hyphen', 'a\u00adb', 'a\\u{ad}b'],
    ['a Hangul filler', '\u3164', '\\u{3164}'],
    ['a tag character', '\u{e0041}', '\\u{e0041}'],
    ['half a surrogate pair', '\ud83d!', '\\u{d83d}!'],
    ['a joiner between letters', 'a\u200db', 'a\\u{200d}b'],
    ['two selectors', '❤\ufe0f\ufe0f', '❤\\u{fe0f}\\u{fe0f}'],
  ])('shows %s', (_, text, seen) => expect(sanitizeText(text)).toBe(seen));

  test.each(['plain', 'Ünïcode', '日本語', '👨‍👩‍👧 family', '❤️', '👩🏽‍💻'])('leaves %s alone', (text) =>
    expect(sanitizeText(text)).toBe(text),
  );

  test('never lets through what cannot be seen, and is done after once', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        expect(sanitizeText(text)).not.toMatch(hidden);
        expect(sanitizeText(sanitizeText(text))).toBe(sanitizeText(text));
        expect(sanitizeCodeLine(text).replaceAll('\t', '')).not.toMatch(hidden);
      }),
    );
  });
});

test('spelledOut leaves nothing but ASCII', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeNonAscii(text)).toMatch(/^[ -~]*$/);
    }),
  );
  expect(escapeNonAscii('é')).not.toBe(escapeNonAscii('e\u0301'));
});
