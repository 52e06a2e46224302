import { describe, expect, test } from 'vitest';
import type { Operation } from '../../src/model/plan/operation.ts';
import { renderPlanHtml } from '../../src/reporter/html/plan/html-plan.ts';
import { renderPlanText } from '../../src/reporter/text/plan/text-plan.ts';
import { groupByKind } from '../../src/reporter/view/plan/impact-kinds.ts';
import { buildPlanView } from '../../src/reporter/view/plan/plan-view.ts';
import { createFinding, createImpact } from '../support/impact-plan.ts';
import { createAddition, createChange, createOperation, createPlan } from '../support/plan-builders.ts';
import { listLines } from '../support/report-lines.ts';

const createUpdate = (name: string, url: string, says = 'One more address.', is: 'widens' | 'weakens' = 'widens'): Operation =>
  createOperation('update', `clients/${name}`, {
    why: 'differs',
    changes: [createAddition('callbacks', url)],
    impact: [createImpact(is, 'callbacks[]', says, `/callbacks/${url.replaceAll('/', '~1')}`)],
  });
const createUpdates = (count: number): readonly Operation[] =>
  Array.from({ length: count }, (_, index) => createUpdate(`App-${index}`, `https://${index}.test`));
const listKinds = (operations: readonly Operation[], findings: Parameters<typeof createFinding>[] = []): unknown => {
  const added = findings.map((each) => createFinding(...each));
  const { impact } = buildPlanView(createPlan(operations, { findings: { added, ended: 0, before: 0 } }));
  return impact.flatMap(({ entries }) => groupByKind(entries)).map(({ entries }) => entries.map(({ blocks }) => blocks[0]?.key));
};

describe('impacts of one kind', () => {
  test('say the same of resources of one type, with other values', () => {
    expect(listKinds(createUpdates(4))).toEqual([['App-0', 'App-1', 'App-2', 'App-3']]);
    expect(listKinds(createUpdates(2))).toEqual([['App-0'], ['App-1']]);
  });
  test('may differ in a detail, but what names one is not mixed with what does not', () => {
    const loopback = [0, 1, 2].map((port) =>
      createUpdate(`L-${port}`, `http://localhost:${port}`, `One more address (${port}).`),
    );
    expect(listKinds([...createUpdates(3), ...loopback])).toEqual([
      ['App-0', 'App-1', 'App-2'],
      ['L-0', 'L-1', 'L-2'],
    ]);
  });
  test('that are errors come first, and are not mixed with others', () => {
    expect(listKinds(createUpdates(4), [['clients/App-3', 'callbacks[]']])).toEqual([['App-3'], ['App-0', 'App-1', 'App-2']]);
  });
});

describe('a thousand impacts', () => {
  const shown = renderPlanText(createPlan(createUpdates(1000)), { colour: false, width: 100 });
  test('fill a few screens in a terminal, and all are named', () => {
    expect(listLines(shown).length).toBeLessThan(200);
    for (let index = 0; index < 1000; index++) expect(shown).toMatch(new RegExp(`\\bApp-${index}\\b`));
    expect(shown).toContain('https://0.test');
  });
  test('of different kinds keep each name and each sentence', () => {
    const others = Array.from({ length: 100 }, (_, index) =>
      createUpdate(`App-${index}`, 'https://a.test', `Sentence ${index}.`, 'weakens'),
    );
    const text = renderPlanText(createPlan(others), { colour: false, width: 100 });
    for (let index = 0; index < 100; index++) expect(text).toMatch(new RegExp(`clients/App-${index}\\b[^]*Sentence ${index}\\.`));
  });
  test('are rows of one block in HTML, each with its values', () => {
    const html = renderPlanHtml(createPlan(createUpdates(1000)));
    expect(html.match(/<details class=r /g)).toHaveLength(1);
    expect(html.match(/<tr data-r="\d+">/g)).toHaveLength(1000);
    expect(html).toContain('https://999.test');
  });
  test('with scripts stay blocks of their own in HTML', () => {
    const scripts = [0, 1, 2].map((index) =>
      createOperation('update', `actions/${index}`, {
        changes: [createChange(['code'], 'a\nb\n', `a\n${index}\n`, 'text')],
        impact: [createImpact('runs-code', 'code', 'Other code runs.', '/code')],
      }),
    );
    expect(renderPlanHtml(createPlan(scripts)).match(/<details class=r /g)).toHaveLength(3);
  });
});
