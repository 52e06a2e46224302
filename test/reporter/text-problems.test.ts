import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FilePlace } from '../../src/model/problem/problem.ts';
import { measureWidth, splitCharacters } from '../../src/reporter/text/lines/display-width.ts';
import { renderProblemsText } from '../../src/reporter/text/problems/text-problem-list.ts';
import { hostileProblem } from '../support/hostile-values.ts';
import { createProblem } from '../support/plan-builders.ts';
import { extractNumbers, getLastLine } from '../support/report-lines.ts';

const renderProblems = (...problems: Parameters<typeof renderProblemsText>[0]): string =>
  renderProblemsText(problems, { colour: false });
const buildPlace = (more: Partial<FilePlace>): FilePlace => ({ kind: 'file', file: 'tenant.yaml', line: 12, column: 1, ...more });

/** What the caret underlines, by columns. */
function findUnderlinedText(more: Partial<FilePlace>): string {
  const lines = renderProblems(createProblem({ place: buildPlace(more) })).split('\n');
  const at = lines.findIndex((line) => /\|\s+\^+$/.test(line));
  const caret = lines[at] ?? '';
  const source = lines[at - 1] ?? '';
  const from = caret.indexOf('^');
  const length = caret.length - from;
  let column = 0;
  let found = '';
  for (const character of splitCharacters(source)) {
    if (column >= from && column < from + length) found += character;
    column += measureWidth(character);
  }
  return found;
}

describe('a problem', () => {
  test('has code, place, caret, expectation and help', () => {
    const source = '    callback: [https://acme.test]';
    const shown = renderProblems(
      createProblem({
        place: buildPlace({ column: 5, length: 8, source }),
        expected: 'a known field',
        hint: 'Did you mean "callbacks"?',
      }),
    );
    const [head, at, _, line, caret, expected, hint] = shown.split('\n');
    expect(head).toMatch(/^error\[unknown-field\]: \S/);
    expect([at, line, caret]).toEqual([' --> tenant.yaml:12:5', `12 | ${source}`, '   |     ^^^^^^^^']);
    expect(expected).toMatch(/: a known field$/);
    expect(hint).toMatch(/: Did you mean "callbacks"\?$/);
  });
  test('tells a request', () => {
    const shown = renderProblems(
      createProblem({ place: { kind: 'request', method: 'POST', path: '/api/v2/clients', status: 400, requestId: 'r1' } }),
    );
    expect(shown).toMatch(/^ --> POST \/api\/v2\/clients \(400\) .*r1$/m);
  });
  test('tells an address and the field', () => {
    const shown = renderProblems(
      createProblem({ place: { kind: 'address', address: 'clients/App', pointer: '/options/scope' } }),
    );
    expect(shown).toContain(' --> clients/App  options.scope');
  });
  test('are counted', () => {
    const warning = createProblem({ severity: 'warning' });
    expect(extractNumbers(getLastLine(renderProblems(createProblem(), createProblem(), createProblem(), warning)))).toEqual([
      3, 1,
    ]);
    expect(extractNumbers(getLastLine(renderProblems(warning, warning)))).toEqual([2]);
    expect(renderProblems()).toBe('');
  });
});

describe('the caret', () => {
  test.each<[string, Partial<FilePlace>, string]>([
    ['plain', { source: 'ab callback', column: 4, length: 8 }, 'callback'],
    ['after tabs', { source: '\t\tcallback', column: 3, length: 8 }, 'callback'],
    ['after wide characters', { source: '日本語: callback', column: 6, length: 8 }, 'callback'],
    ['after an emoji', { source: '🎉👍🏽 callback', column: 8, length: 8 }, 'callback'],
    ['on wide characters', { source: 'a 日本 b', column: 3, length: 2 }, '日本'],
    ['after what is made visible', { source: '\u001bcallback', column: 2, length: 8 }, 'callback'],
    ['far out', { source: `${'x'.repeat(500)}callback${'y'.repeat(500)}`, column: 501, length: 8 }, 'callback'],
    [
      'far out among wide characters',
      { source: `${'日'.repeat(500)}callback${'語'.repeat(500)}`, column: 501, length: 8 },
      'callback',
    ],
    ['at the end', { source: 'key:', column: 5 }, ''],
    ['beyond the end', { source: 'key:', column: 50, length: 9 }, ''],
  ])('%s', (_, more, found) => expect(findUnderlinedText(more)).toBe(found));

  test('keeps lines short, and a caret on each', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.integer({ min: 1, max: 420 }),
        fc.nat(420),
        (source, column, length) => {
          const lines = renderProblems(createProblem({ place: buildPlace({ source, column, length }) })).split('\n');
          expect(lines[4]).toMatch(/^ {3}\| +\^+$/);
          for (const line of lines) expect(measureWidth(line)).toBeLessThanOrEqual(112);
        },
      ),
    );
  });
});

test('nothing hostile reaches the terminal', () => {
  fc.assert(
    fc.property(fc.array(hostileProblem, { maxLength: 4 }), (problems) => {
      expect(renderProblemsText(problems, { colour: false }).replaceAll('\n', '')).not.toMatch(
        /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u200b]/u,
      );
    }),
  );
});

test('a warning that says the same of many places is told once, with the others behind it; errors are told each', () => {
  const warnings = [3, 5, 7, 9, 11].map((line) => createProblem({ severity: 'warning', place: buildPlace({ line }) }));
  const told = renderProblems(...warnings);
  expect(told.match(/warning\[/g)).toHaveLength(1);
  for (const line of [5, 7, 9]) expect(told).toContain(`tenant.yaml:${line}`);
  expect(told).not.toContain('tenant.yaml:11');
  expect(extractNumbers(getLastLine(told))).toEqual([5]);
  expect(renderProblems(...warnings.map((each) => ({ ...each, severity: 'error' as const }))).match(/error\[/g)).toHaveLength(5);
});

test('of several names each is told', () => {
  const names = ['id', 'scope', 'id', 'status', 'id'];
  const told = renderProblems(
    ...names.map((name, index) =>
      createProblem({
        severity: 'warning',
        place: buildPlace({ line: index + 3, column: 1, length: name.length, source: `${name}: 1` }),
      }),
    ),
  );
  expect(told).toContain('tenant.yaml:4 (scope), tenant.yaml:6 (status)');
});
