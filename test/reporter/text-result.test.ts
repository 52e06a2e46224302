import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/model/plan/result.ts';
import { renderResultText } from '../../src/reporter/text/text-result.ts';
import { createOperation, createOperationResult, createProblem, createResult } from '../support/plan-builders.ts';
import { extractNumbers, getLastLine } from '../support/report-lines.ts';

const renderResult = (of: Result): string => renderResultText(of, { colour: false });
const role = createOperation('create', 'roles/a');
const client = createOperation('update', 'clients/App');
const link = createOperation('link', 'roles/a', { relation: 'permissions' });
/** Done, failed, not started; requests, reads, writes. */
const listCounts = (shown: string): readonly number[] =>
  extractNumbers(shown.split('\n').find((line) => line.includes(' · ')) ?? '');
const refused = createProblem({ code: 'request-refused', hint: 'Look at the callback.' });

describe('what apply did', () => {
  test('operation by operation', () => {
    const shown = renderResult(
      createResult([
        createOperationResult('done', role, { liveId: 'rol_1' }),
        createOperationResult('failed', client, { problems: [refused] }),
        createOperationResult('not started', link, { because: 'update clients/App failed' }),
      ]),
    );
    expect(shown).toContain('✓ create roles/a  rol_1\n');
    expect(shown).toContain('✗ update clients/App\n    error[request-refused]: ');
    expect(shown).toContain('Look at the callback.');
    expect(shown).toMatch(/^· link roles\/a permissions {2}.*update clients\/App failed$/m);
    expect(listCounts(shown)).toEqual([1, 1, 1, 4, 1, 3]);
  });
  test('a problem on what is done is shown', () => {
    const noticed = createProblem({ code: 'value-changed-unasked', severity: 'warning' });
    expect(renderResult(createResult([createOperationResult('done', role, { problems: [noticed] })]))).toContain(
      'warning[value-changed-unasked]',
    );
  });
  test('each ending has its own next step', () => {
    const unknown = createProblem({ code: 'outcome-unknown' });
    const endings = [
      createResult([]),
      createResult([createOperationResult('done', role)]),
      createResult([createOperationResult('done', role, { problems: [createProblem({ severity: 'warning' })] })]),
      createResult([createOperationResult('failed', role, { problems: [refused] })]),
      createResult([createOperationResult('failed', role, { problems: [unknown] })]),
      createResult([createOperationResult('not started', role, { because: 'interrupted' })]),
      createResult([], { refused: [refused] }),
    ];
    const lastLines = endings.map((one) => renderResult(one).trimEnd().split('\n').at(-1));
    expect(new Set(lastLines).size).toBe(6);
    expect(lastLines[0]).toBe(lastLines[1]);
  });
  test('notes are not counted', () => {
    const shown = renderResult(
      createResult([createOperationResult('done', createOperation('note', 'roles/b')), createOperationResult('done', role)]),
    );
    expect(listCounts(shown)[0]).toBe(1);
    expect(shown).not.toContain('roles/b');
  });
});

test('a refused plan', () => {
  const shown = renderResult(createResult([], { refused: [createProblem({ code: 'plan-stale' })] }));
  expect(shown).toContain('error[plan-stale]');
  expect(extractNumbers(getLastLine(shown))).toEqual([]);
});

test('nothing hostile reaches the terminal', () => {
  const nasty = '\u001b[2J\n\u202e';
  const shown = renderResult(
    createResult([
      createOperationResult('failed', createOperation('update', `clients/${nasty}`), {
        because: nasty,
        problems: [createProblem({ message: nasty })],
      }),
    ]),
  );
  expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
});
