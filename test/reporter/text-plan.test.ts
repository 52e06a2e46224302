import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import { renderPlanText } from '../../src/reporter/text/plan/text-plan.ts';
import { hostilePlan } from '../support/hostile-values.ts';
import {
  createAddition,
  createChange,
  createCreation,
  createOperation,
  createPlan,
  createRemoval,
} from '../support/plan-builders.ts';
import { extractHeadings, extractNumbers, findCountsLine, getLastLine, listLines } from '../support/report-lines.ts';
import { createRefusedPlan, createSamplePlan } from '../support/sample-plan.ts';

const renderPlan = (of: Plan, width = 100): string => renderPlanText(of, { colour: false, width });
const renderOperations = (...operations: readonly Operation[]): string => renderPlan(createPlan(operations));
const renderUpdate = (...changes: Operation['changes']): string =>
  renderOperations(createOperation('update', 'clients/App', { changes }));
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

describe('the whole plan', () => {
  test('has a block for each resource: updates, then what goes away, then what comes', () => {
    expect(extractHeadings(renderPlan(createSamplePlan()))).toEqual([
      '~ clients/Storefront',
      '~ resourceServers/https://api.acme.test',
      '~ connections/users',
      '~ organizations/acme',
      '- connections/legacy-users',
      '+ roles/auditor',
      '+ clients/Back Office',
    ]);
  });
  test('names what refuses it by its code', () => {
    expect(renderPlan(createRefusedPlan())).toMatch(/^error\[guard-protected\]/m);
  });
  test('where it is narrow, the sides of a change stand below each other', () => {
    expect(renderPlan(createSamplePlan(), 48)).toMatch(/lifetime_in_seconds\n {8}- 36000\n {8}\+ 3600\n/);
    expect(renderPlan(createSamplePlan(), 100)).toMatch(/lifetime_in_seconds {2}36000 +→ 3600\n/);
  });
  test('colour adds nothing but colour', () => {
    expect(stripVTControlCharacters(renderPlanText(createSamplePlan(), { colour: true, width: 90 }))).toBe(
      renderPlan(createSamplePlan(), 90),
    );
  });
  test('an empty plan is a title and one line', () => {
    expect(listLines(renderPlan(createPlan()))).toHaveLength(2);
    expect(extractNumbers(getLastLine(renderPlan(createPlan())))).toEqual([]);
  });
  test('a plan of notes alone changes nothing', () => {
    const noted = renderOperations(createOperation('note', 'clients/App', { why: 'look at me' }));
    expect(noted).toMatch(/clients\/App\n +look at me/);
    expect(getLastLine(noted)).toBe(getLastLine(renderPlan(createPlan())));
  });
});

describe('blocks', () => {
  test('everything about one address stands together, at its first place', () => {
    const shown = renderOperations(
      createOperation('update', 'roles/a', { changes: [createChange(['description'], 'x', 'y')] }),
      createOperation('update', 'roles/b', { changes: [createChange(['description'], 'x', 'y')] }),
      createOperation('link', 'roles/a', { relation: 'permissions', changes: [createAddition('permissions', 'read')] }),
      createOperation('note', 'roles/a', { why: 'by the way' }),
    );
    expect(shown.match(/^ {2}~ roles\/a$/gm)).toHaveLength(1);
    expect(shown.indexOf('+ read')).toBeLessThan(shown.indexOf('~ roles/b'));
    expect(shown.indexOf('note: by the way')).toBeLessThan(shown.indexOf('~ roles/b'));
    expect(extractNumbers(findCountsLine(shown))[0]).toBe(2);
  });
  test('two live resources of one address do not become one', () => {
    const shown = renderOperations(
      createOperation('delete', 'roles/a', { liveId: 'r1' }),
      createOperation('update', 'roles/a', { liveId: 'r2', changes: [createChange(['description'], 'x', 'y')] }),
    );
    expect(extractHeadings(shown)).toEqual(expect.arrayContaining(['- roles/a', '~ roles/a']));
  });
  test('what is lost is said, once', () => {
    const shown = renderOperations(
      createOperation('delete', 'roles/a', { why: 'All is lost.' }),
      createOperation('unlink', 'roles/a', { why: 'All is lost.' }),
    );
    expect(shown.match(/All is lost\./g)).toHaveLength(1);
  });
  test('a name swap tells its temporary step', () => {
    const shown = renderOperations(
      createOperation('update', 'roles/b', { id: '1', changes: [createChange(['name'], 'a', 'tmp')] }),
      createOperation('update', 'roles/b', {
        id: '2',
        changes: [createChange(['name'], 'tmp', 'b')],
        why: 'the name is free now',
      }),
    );
    expect(shown).toMatch(/^ {2}~ roles\/b {2}.* a$/m);
    expect(shown).toContain('the name is free now');
  });
});

describe('fields', () => {
  test.each<[string, JsonValue | undefined, JsonValue | undefined, string]>([
    ['a change', 1, 2, 'x  1 → 2'],
    ['an addition', undefined, true, 'x  (unset) → true'],
    ['a removal', 'a', undefined, 'x  a → (unset)'],
    ['null', 'a', null, 'x  a → (unset)'],
    ['a text that reads as a number', '1', 1, 'x  "1" → 1'],
    ['a text that reads as unset', '(unset)', 'null', 'x  "(unset)" → "null"'],
    ['an empty text', '', 'a', 'x  "" → a'],
    ['space at an end', 'a', 'a ', 'x  a → "a "'],
    ['the same letter in two forms', 'é', 'e\u0301', 'x  \\u{e9} → e\\u{301}'],
    ['a list', ['a', 'b'], ['b', 'a'], 'x  [a, b] → [b, a]'],
    ['an object', { a: 1 }, { a: 2 }, 'x  {a: 1} → {a: 2}'],
    ['a comma in a list', ['a,b'], [], 'x  ["a,b"] → []'],
  ])('%s', (_, before, after, shown) => expect(renderUpdate(createChange(['x'], before, after))).toContain(`    ${shown}\n`));

  test('paths read like code', () => {
    const shown = renderUpdate(
      createChange(['options', 'scope'], 'a', 'b'),
      createChange(['scopes', 'read:orders', 'description'], 'a', 'b'),
      createChange(['metadata', 'my key'], 'a', 'b'),
    );
    expect(shown).toContain('options.scope');
    expect(shown).toMatch(/scopes\n\s+~ read:orders\n\s+description {2}a → b/);
    expect(shown).toContain('metadata[my key]');
  });
  test('the live resource tells a list whose keys look like names', () => {
    const live = { scopes: [{ value: 'admin' }] };
    const shown = renderOperations(
      createOperation('update', 'x/y', { live, changes: [createChange(['scopes', 'admin', 'description'], 'a', 'b')] }),
    );
    expect(shown).toMatch(/scopes\n\s+~ admin\n/);
  });
  test('sets show what comes and what goes', () => {
    const shown = renderUpdate(createAddition('callbacks', 'https://a/cb'), createRemoval('callbacks', 'https://b/cb'));
    expect(shown).toMatch(/callbacks\n {8}\+ https:\/\/a\/cb\n {8}- https:\/\/b\/cb\n/);
  });
  test('a text is a diff with three lines of context', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join('');
    const shown = renderUpdate(createChange(['script'], before, before.replace('line 9\n', 'LINE 9\n'), 'text'));
    expect(shown).toContain('@@ -7 +7 @@');
    expect(shown).toContain('- line 9\n');
    expect(shown).toContain('+ LINE 9\n');
    expect(shown.match(/line \d+$/gm)).toHaveLength(7);
  });
  test('wholly different texts cost no time', () => {
    const repeatLines = (word: string): string => Array.from({ length: 5000 }, (_, index) => `${word} ${index}\n`).join('');
    const shown = renderUpdate(createChange(['script'], repeatLines('a'), repeatLines('b'), 'text'));
    expect(shown.match(/^ +[+-] [ab] \d+$/gm)).toHaveLength(10_000);
  }, 5000);
  test('a missing last line break is told where it is the change', () => {
    const REMARK = /^\s+- b \(.*\)$/m;
    expect(renderUpdate(createChange(['x'], 'a\nb', 'a\nb\n', 'text'))).toMatch(REMARK);
    expect(renderUpdate(createChange(['x'], 'a\nb', 'a\nc', 'text'))).not.toMatch(REMARK);
  });
  test('long objects are compared line by line', () => {
    const buildItem = (n: number): JsonValue => ({
      name: `a long name with number ${n}`,
      description: 'words and words and words and words',
    });
    const shown = renderUpdate(createChange(['options'], [buildItem(1), buildItem(2)], [buildItem(1), buildItem(3)]));
    expect(shown).toContain('- - name: a long name with number 2');
    expect(shown).toContain('+ - name: a long name with number 3');
  });
  test('a create shows its fields as YAML', () => {
    const shown = renderOperations(
      createCreation('clients', 'App', { name: 'App', options: { a: [1, 2], script: 'x\ny\n' }, list: [{ a: 1, b: 'c' }] }),
    );
    expect(shown).toContain(
      [
        '      options:',
        '        a: [1, 2]',
        '        script: |',
        '          x',
        '          y',
        '      list:',
        '        - a: 1',
        '          b: c',
      ].join('\n'),
    );
  });
  test('secrets never show, whatever the change holds', () => {
    const leaked = createChange(['client_secret'], 'hunter1', 'hunter2', 'secret');
    const shown = `${renderUpdate(leaked)}${renderOperations(createOperation('create', 'clients/App', { changes: [leaked] }))}`;
    expect(shown).not.toContain('hunter');
    expect(shown.match(/\(secret\)/g)).toHaveLength(2);
  });
});

describe('invariants', () => {
  test('nothing hostile reaches the terminal', () => {
    fc.assert(
      fc.property(hostilePlan, fc.boolean(), fc.integer({ min: 0, max: 200 }), (hostile, colour, width) => {
        const shown = renderPlanText(hostile, { colour, width });
        const bare = colour ? shown.replace(COLOUR, '') : shown;
        expect(bare.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
      }),
    );
  });
  test('the counts are those of the operations', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(4), fc.nat(4), (creates, updates, deletes) => {
        const buildOperations = (count: number, action: Operation['action']): Operation[] =>
          Array.from({ length: count }, (_, index) => createOperation(action, `roles/${action} ${index}`));
        const shown = renderOperations(
          ...buildOperations(creates, 'create'),
          ...buildOperations(updates, 'update'),
          ...buildOperations(deletes, 'delete'),
        );
        const counted = findCountsLine(shown).split(' · ')[0]?.split(', ') ?? [];
        expect(counted.flatMap((part) => extractNumbers(part).slice(0, 1))).toEqual(
          [creates, updates, deletes].filter((count) => count > 0),
        );
      }),
    );
  });
});
