import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Impact } from '../../src/model/plan/impact.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { OPERATION_REASON } from '../../src/model/plan/operation-reasons.ts';
import { SECRET_MARK } from '../../src/model/plan/plan.ts';
import type { Result } from '../../src/model/plan/result.ts';
import { renderPlanMarkdown } from '../../src/reporter/markdown/markdown-plan.ts';
import { renderResultMarkdown } from '../../src/reporter/markdown/markdown-result.ts';
import { buildPlanView } from '../../src/reporter/view/plan/plan-view.ts';
import { hostilePlan, hostileProblem, hostileText } from '../support/hostile-values.ts';
import { createImpact, createImpactPlan } from '../support/impact-plan.ts';
import { extractLiveText, splitFences } from '../support/markdown.ts';
import {
  createChange,
  createCreation,
  createOperation,
  createOperationResult,
  createPlan,
  createProblem,
  createResult,
} from '../support/plan-builders.ts';
import { extractNumbers, findCountsLine } from '../support/report-lines.ts';
import { pickSample } from '../support/run-size.ts';
import { createRefusedPlan, createSamplePlan } from '../support/sample-plan.ts';

/** The first thing in bold: the counts. */
const findBoldText = (shown: string): string => /^(?:> )?\*\*(.*)/m.exec(shown)?.[1] ?? '';
const countBytes = (text: string): number => Buffer.byteLength(text, 'utf8');

/** A plan too large for a comment: `count` updates with long diffs, and one delete. */
const buildHugePlan = (count: number): ReturnType<typeof createPlan> => {
  const script = Array.from({ length: 40 }, (_, index) => `line ${index} of a script\n`).join('');
  const updates = Array.from({ length: count }, (_, index) =>
    createOperation('update', `clients/App ${index}`, {
      changes: [createChange(['script'], script, script.replaceAll('line', 'row'), 'text')],
    }),
  );
  return createPlan([...updates, createOperation('delete', 'connections/users', { why: 'All of its users are lost.' })]);
};

describe('a plan for a comment', () => {
  test('begins with the verdict, then the impact, the worst first, then updates, deletes and creates', () => {
    const shown = renderPlanMarkdown(createImpactPlan());
    const places = [
      '[!CAUTION]',
      '`attackProtection/bruteForceProtection`',
      'error[callback-loopback]',
      '+   http://localhost:3000/cb',
      '`actions/login`',
      '+ friendly_name',
      '(3 users)',
      '<code>customer-060</code>',
      '`temp`',
    ].map((text) => shown.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
  test('impact and deletes are open; one collapsible block for each of the others', () => {
    const { updates, creates } = buildPlanView(createImpactPlan());
    expect(renderPlanMarkdown(createImpactPlan()).match(/<details>/g)).toHaveLength(updates.length + creates.length);
    expect(renderPlanMarkdown(createSamplePlan()).match(/<details>/g)).toHaveLength(6);
  });
  test('says that it is refused', () => {
    const shown = renderPlanMarkdown(createRefusedPlan());
    expect(shown).toContain('**error[guard-protected]**');
    expect(shown).toContain('Take it out of reconcile.protect first.');
  });
  test('an empty plan has no alert and no block', () => expect(renderPlanMarkdown(createPlan())).not.toMatch(/\[!|<details/));
  test('secrets never show', () => {
    const leaked = createChange(['client_secret'], 'hunter1', 'hunter2', 'secret');
    const both: readonly Operation[] = [
      createOperation('update', 'clients/A', { changes: [leaked] }),
      createOperation('create', 'clients/B', { changes: [leaked] }),
    ];
    expect(renderPlanMarkdown(createPlan(both))).not.toContain('hunter');
    expect(renderPlanMarkdown(createPlan(both)).split(SECRET_MARK)).toHaveLength(3);
  });
});

describe('hostile names', () => {
  test('stay text', () => {
    fc.assert(
      fc.property(hostilePlan, (hostile) => {
        const { outside } = splitFences(renderPlanMarkdown(hostile));
        const details = outside.join('\n');
        expect(details.match(/<details/g)?.length ?? 0).toBe(details.match(/<\/details>/g)?.length ?? 0);
        for (const line of outside.map(extractLiveText)) {
          expect(line).not.toMatch(/<(?!https:)|@|https?:\/\/(?!.*>$)|www\.|\]\(|\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
        }
      }),
    );
  });
  test('do not break a fence', () => {
    const shown = renderPlanMarkdown(createPlan([createCreation('clients', 'A', { name: 'x\n````\n</details>\n@all' })]));
    expect(splitFences(shown).blocks).toEqual([expect.arrayContaining(['+   ````', '+   </details>'])]);
  });
});

describe('the limit', () => {
  test('holds for every plan, in bytes', () => {
    fc.assert(
      fc.property(
        hostilePlan,
        fc.integer({ min: 100, max: 5000 }),
        fc.option(hostileText, { nil: undefined }),
        (hostile, limit, url) => {
          const shown = renderPlanMarkdown(hostile, { limit, ...(url === undefined ? {} : { fullReport: url }) });
          expect(countBytes(shown)).toBeLessThan(limit);
          expect(shown.length).toBeLessThan(limit);
          splitFences(shown);
        },
      ),
    );
  });
  test.each(pickSample([50, 1000, 5000], 1, 'huge plans'))(
    'keeps what is lost and the counts, and says what is left out, of %i updates',
    (count) => {
      const shown = renderPlanMarkdown(buildHugePlan(count), { fullReport: 'https://ci.test/runs/1' });
      expect(countBytes(shown)).toBeLessThan(65_536);
      expect(countBytes(shown)).toBeGreaterThan(55_000);
      expect(shown).toContain('All of its users are lost.');
      expect(extractNumbers(findCountsLine(shown)).slice(0, 2)).toEqual([count, 1]);
      expect(shown).toContain('<https://ci.test/runs/1>');
      const told = shown.match(/`clients\/App \d+`|<code>clients\/App \d+<\/code>/g)?.length ?? 0;
      expect(told + Number(/and (\d+) more$/m.exec(shown)?.[1] ?? 0)).toBe(count);
    },
  );
  test('shortens creates and cosmetic changes first, and impact only when nothing else is left', () => {
    const changes = [createChange(['a'], 'x'.repeat(300), 'y')];
    const update = (name: string, ...impact: readonly Impact[]): Operation =>
      createOperation('update', `clients/${name}`, { why: OPERATION_REASON.update, changes, impact });
    const operations = [
      createCreation('clients', 'New', { name: 'x'.repeat(300) }),
      update('Cosmetic', createImpact('cosmetic', 'a', 'Other looks.', '/a')),
      update('Quiet'),
      update('Weak', createImpact('weakens', 'a', 'Less.', '/a')),
    ];
    const countValues = (limit: number): number =>
      renderPlanMarkdown(createPlan(operations), { limit }).match(/x{300}/g)?.length ?? 0;
    expect(countValues(5000)).toBe(4);
    const shown = renderPlanMarkdown(createPlan(operations), { limit: 1560 });
    expect(shown.match(/x{300}/g)).toHaveLength(2);
    expect(shown).toContain('- **create** `clients/New`\n');
    expect(shown).toContain('- **update** `clients/Cosmetic`\n');
    expect(shown).toContain('<code>clients/Quiet</code>');
    expect(renderPlanMarkdown(createPlan(operations), { limit: 1100 })).toMatch(/`clients\/Weak`.*\n[^<]*x{300}/);
  });
  test('changes nothing where there is little to say', () =>
    expect(renderPlanMarkdown(createSamplePlan())).toBe(renderPlanMarkdown(createSamplePlan(), { limit: 1_000_000 })));
});

describe('a result', () => {
  const role = createOperation('create', 'roles/a');
  const mixed: Result = createResult([
    createOperationResult('done', role, { liveId: 'rol_1' }),
    createOperationResult('failed', createOperation('update', 'clients/App'), {
      problems: [createProblem({ code: 'request-refused' })],
    }),
    createOperationResult('not started', createOperation('link', 'roles/a', { relation: 'permissions' }), {
      because: 'update clients/App failed',
    }),
  ]);
  test('failures first, then what was not started', () => {
    const shown = renderResultMarkdown(mixed);
    expect(extractNumbers(findBoldText(shown))).toEqual([1, 1, 1, 4, 1, 3]);
    expect(shown.indexOf('request-refused')).toBeLessThan(shown.indexOf('permissions'));
    expect(shown.indexOf('permissions')).toBeLessThan(shown.indexOf('rol_1'));
  });
  test('refused', () =>
    expect(renderResultMarkdown(createResult([], { refused: [createProblem({ code: 'plan-stale' })] }))).toContain(
      '**error[plan-stale]**',
    ));
  test('the limit holds, and hostile problems stay text', () => {
    fc.assert(
      fc.property(
        fc.array(hostileProblem, { maxLength: 5 }),
        hostileText,
        fc.integer({ min: 200, max: 3000 }),
        (problems, because, limit) => {
          const shown = renderResultMarkdown(createResult([createOperationResult('failed', role, { problems, because })]), {
            limit,
          });
          expect(countBytes(shown)).toBeLessThan(limit);
          for (const line of splitFences(shown).outside.map(extractLiveText)) expect(line).not.toMatch(/<|@|\]\(|\p{Cc}/u);
        },
      ),
    );
  });
});
