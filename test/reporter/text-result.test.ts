import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/model/plan/result.ts';
import { renderResultText } from '../../src/reporter/text/text-result.ts';
import { operation, outcome, problem, result } from '../support/plans.ts';
import { lastLine, numbersIn } from '../support/shown.ts';

const text = (of: Result): string => renderResultText(of, { colour: false });
const role = operation('create', 'roles/a');
const client = operation('update', 'clients/App');
const link = operation('link', 'roles/a', { relation: 'permissions' });
/** Done, failed, not started; requests, reads, writes. */
const counts = (shown: string): readonly number[] => numbersIn(shown.split('\n').find((line) => line.includes(' · ')) ?? '');
const refused = problem({ code: 'request-refused', hint: 'Look at the callback.' });

describe('what apply did', () => {
  test('operation by operation', () => {
    const shown = text(
      result([
        outcome('done', role, { liveId: 'rol_1' }),
        outcome('failed', client, { problems: [refused] }),
        outcome('not started', link, { because: 'update clients/App failed' }),
      ]),
    );
    expect(shown).toContain('✓ create roles/a  rol_1\n');
    expect(shown).toContain('✗ update clients/App\n    error[request-refused]: ');
    expect(shown).toContain('Look at the callback.');
    expect(shown).toMatch(/^· link roles\/a permissions {2}.*update clients\/App failed$/m);
    expect(counts(shown)).toEqual([1, 1, 1, 4, 1, 3]);
  });
  test('a problem on what is done is shown', () => {
    const noticed = problem({ code: 'value-changed-unasked', severity: 'warning' });
    expect(text(result([outcome('done', role, { problems: [noticed] })]))).toContain('warning[value-changed-unasked]');
  });
  test('each ending has its own next step', () => {
    const unknown = problem({ code: 'outcome-unknown' });
    const endings = [
      result([]),
      result([outcome('done', role)]),
      result([outcome('done', role, { problems: [problem({ severity: 'warning' })] })]),
      result([outcome('failed', role, { problems: [refused] })]),
      result([outcome('failed', role, { problems: [unknown] })]),
      result([outcome('not started', role, { because: 'interrupted' })]),
      result([], { refused: [refused] }),
    ];
    const lastLines = endings.map((one) => text(one).trimEnd().split('\n').at(-1));
    expect(new Set(lastLines).size).toBe(6);
    expect(lastLines[0]).toBe(lastLines[1]);
  });
  test('notes are not counted', () => {
    const shown = text(result([outcome('done', operation('note', 'roles/b')), outcome('done', role)]));
    expect(counts(shown)[0]).toBe(1);
    expect(shown).not.toContain('roles/b');
  });
});

test('a refused plan', () => {
  const shown = text(result([], { refused: [problem({ code: 'plan-stale' })] }));
  expect(shown).toContain('error[plan-stale]');
  expect(numbersIn(lastLine(shown))).toEqual([]);
});

test('nothing hostile reaches the terminal', () => {
  const nasty = '\u001b[2J\n\u202e';
  const shown = text(
    result([
      outcome('failed', operation('update', `clients/${nasty}`), { because: nasty, problems: [problem({ message: nasty })] }),
    ]),
  );
  expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
});
