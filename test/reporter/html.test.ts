import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderPlanHtml } from '../../src/reporter/html/html-plan.ts';
import { renderResultHtml } from '../../src/reporter/html/html-result.ts';
import { hostilePlan, hostileProblem, hostileText } from '../support/hostile-values.ts';
import { createLargePlan } from '../support/large-plan.ts';
import {
  createChange,
  createOperation,
  createOperationResult,
  createPlan,
  createProblem,
  createResult,
} from '../support/plan-builders.ts';
import { createRefusedPlan, createSamplePlan } from '../support/sample-plan.ts';

const getElementContent = (html: string, element: string): string =>
  new RegExp(`<${element}>([^]*?)</${element}>`).exec(html)?.[1] ?? '';
const removeStylesAndScripts = (html: string): string => html.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
const computeHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const TAGS = new Set(
  `!doctype html meta title style script header h1 span ul li b p div form input select option fieldset label button output main details
  summary i em small ins del table colgroup col tr th td mark code br svg path rect text g a footer`.split(/\s+/),
);

describe('the page', () => {
  const html = renderPlanHtml(createSamplePlan());
  test('loads nothing and runs only its own script', () => {
    expect(html).toContain(
      `default-src 'none'; style-src ${computeHash(getElementContent(html, 'style'))}; script-src ${computeHash(getElementContent(html, 'script'))};`,
    );
    expect(removeStylesAndScripts(html)).not.toMatch(/\s(?:src|style|on\w+)=/);
    expect(getElementContent(html, 'style')).not.toMatch(/url\(|@import/);
    expect([...removeStylesAndScripts(html).matchAll(/href="([^"]*)"/g)].every(([, to]) => to?.startsWith('#'))).toBe(true);
  });
  test('one block a resource, what loses first, and only that unfolded', () => {
    const blocks = [...html.matchAll(/<details class=r id=(\w+) data-type="(\w+)" data-action=(\w+) data-risk=(\w+)( open)?>/g)];
    expect(blocks).toHaveLength(7);
    expect(blocks.map(([, , , , risk]) => risk)).toEqual([
      'destructive',
      'disruptive',
      'disruptive',
      'safe',
      'safe',
      'safe',
      'safe',
    ]);
    expect(blocks.map(([, , , , , open]) => open !== undefined)).toEqual([true, false, false, false, false, false, false]);
  });
  test('says what refuses, what is undeclared, what is noted', () => {
    const shown = renderPlanHtml(createRefusedPlan());
    for (const text of ['error[guard-protected]', 'Test App 13']) expect(shown).toContain(text);
  });
  test('an empty plan has no filter and no picture', () => {
    const shown = renderPlanHtml(createPlan());
    expect(removeStylesAndScripts(shown)).not.toMatch(/<form|<svg|<details/);
  });
  test('secrets never show', () => {
    const leaked = createChange(['client_secret'], 'hunter1', 'hunter2', 'secret');
    const both = [
      createOperation('update', 'clients/A', { changes: [leaked] }),
      createOperation('create', 'clients/B', { changes: [leaked] }),
    ];
    expect(renderPlanHtml(createPlan(both))).not.toContain('hunter');
  });
  test('marks the words that changed in a line', () => {
    const changes = [createChange(['x'], 'a same b\nsecond\n', 'a same c\nsecond\n', 'text')];
    expect(renderPlanHtml(createPlan([createOperation('update', 'clients/A', { changes })]))).toContain(
      '<del>a same <mark>b</mark></del>',
    );
  });
  test('a thousand changed resources take less than 3 MB', () => {
    expect(Buffer.byteLength(renderPlanHtml(createLargePlan(1000)))).toBeLessThan(3_000_000);
  });
});

describe('the page of a result', () => {
  test('says how each operation ended, and why', () => {
    const [a, b, c] = [
      createOperation('create', 'clients/A'),
      createOperation('update', 'clients/B'),
      createOperation('delete', 'clients/C'),
    ];
    const shown = renderResultHtml(
      createResult([
        createOperationResult('done', a, { liveId: 'id-of-a' }),
        createOperationResult('failed', b, { problems: [createProblem({ code: 'request-refused' })] }),
        createOperationResult('not started', c, { because: 'because of B' }),
      ]),
    );
    for (const text of ['id-of-a', 'error[request-refused]', 'because of B']) expect(shown).toContain(text);
  });
  test('says why a plan was refused', () => {
    expect(renderResultHtml(createResult([], { refused: [createProblem({ code: 'plan-stale' })] }))).toContain(
      'error[plan-stale]',
    );
  });
});

describe('hostile names stay text', () => {
  const expectText = (shown: string): void => {
    for (const [, name = '', attributes = ''] of shown.matchAll(/<\/?([^\s>]*)([^>]*)>/g)) {
      expect(TAGS.has(name)).toBe(true);
      expect(attributes.replace(/"[^"]*"/g, '')).not.toMatch(/\bon\w+\s*=|["'<]/);
    }
    expect(shown.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u);
  };
  test('in a plan', () => {
    fc.assert(fc.property(hostilePlan, (hostile) => expectText(removeStylesAndScripts(renderPlanHtml(hostile)))));
  });
  test('in a result', () => {
    const problems = fc.array(hostileProblem, { maxLength: 3 });
    fc.assert(
      fc.property(hostilePlan, problems, hostileText, ({ operations, tenant }, found, text) => {
        const ended = operations.map((one) =>
          createOperationResult('failed', one, { problems: found, because: text, liveId: text }),
        );
        expectText(removeStylesAndScripts(renderResultHtml(createResult(ended, { tenant, run: text, refused: found }))));
      }),
    );
  });
});
