import fc from 'fast-check';
import { toAddress } from '../../src/model/address.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import type { Change } from '../../src/model/plan/change.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import type { Plan } from '../../src/model/plan/plan.ts';
import type { Place, Problem } from '../../src/model/problem/problem.ts';
import { createChange, createOperation, createPlan } from './plan-builders.ts';

/** What somebody would name an application to break a report. */
const HOSTILE_TEXTS = [
  '\u001b[2J\u001b[31m',
  '\u009b2K',
  '\u202egnp.exe',
  'a\u200bb',
  '```\n</details>\n# Approved',
  '``````',
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!-- -->]]>&amp;"\'',
  '| a | b |',
  '@acme/owners please merge #1',
  '::error::no\r\n::set-output name=x::y',
  '%0A%25,:',
  '\r\n\r\n',
  '__proto__',
  '🎉👨‍👩‍👧日本語',
  '\ud800',
  '[x](javascript:alert(1))',
  '~1/~0',
  '*__*',
  '$`\\(x\\)`$',
  '',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...HOSTILE_TEXTS), fc.constantFrom(...HOSTILE_TEXTS)).map((pair) => pair.join('x')),
  },
);

const hostileValue: fc.Arbitrary<JsonValue> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, 0, 3.5),
  fc.array(hostileText, { maxLength: 4 }),
  fc.dictionary(hostileText, hostileText, { maxKeys: 4 }),
);

const hostileChange: fc.Arbitrary<Change> = fc
  .record({
    steps: fc.array(fc.oneof(hostileText, fc.constantFrom('name', 'options', 'scopes')), { minLength: 1, maxLength: 4 }),
    before: fc.option(hostileValue, { nil: undefined }),
    after: hostileValue,
    kind: fc.constantFrom('value' as const, 'item' as const, 'text' as const, 'secret' as const),
  })
  .map(({ steps, before, after, kind }) => createChange(steps, before, after, kind));

const hostileOperation: fc.Arbitrary<Operation> = fc
  .record({
    action: fc.constantFrom(
      'create' as const,
      'update' as const,
      'delete' as const,
      'link' as const,
      'unlink' as const,
      'note' as const,
    ),
    type: fc.constantFrom('clients', 'roles', 'connections'),
    key: hostileText,
    why: hostileText,
    relation: hostileText,
    risk: fc.constantFrom('safe' as const, 'disruptive' as const, 'destructive' as const),
    changes: fc.array(hostileChange, { maxLength: 4 }),
    dependsOn: fc.array(hostileText, { maxLength: 3 }),
  })
  .map(({ action, type, key, relation, ...more }) =>
    createOperation(action, toAddress(type, key), { ...more, ...(action.endsWith('link') ? { relation } : {}) }),
  );

const hostilePlace: fc.Arbitrary<Place> = fc.oneof(
  fc.record({
    kind: fc.constant('file' as const),
    file: hostileText,
    line: fc.integer({ min: 1, max: 2000 }),
    column: fc.integer({ min: 1, max: 60 }),
    length: fc.nat(40),
    source: fc.array(hostileText, { maxLength: 12 }).map((parts) => parts.join('\t')),
  }),
  fc.record({ kind: fc.constant('request' as const), method: hostileText, path: hostileText, requestId: hostileText }),
  fc.record({ kind: fc.constant('address' as const), address: hostileText, pointer: hostileText.map((text) => `/${text}`) }),
);

export const hostileProblem: fc.Arbitrary<Problem> = fc.record({
  code: fc.constantFrom('unknown-field' as const, 'guard-limit' as const),
  severity: fc.constantFrom('error' as const, 'warning' as const),
  message: hostileText,
  place: hostilePlace,
  expected: hostileText,
  hint: hostileText,
});

/** Plans in which every string that comes from a tenant or a file is hostile. */
export const hostilePlan: fc.Arbitrary<Plan> = fc
  .record({
    operations: fc.uniqueArray(hostileOperation, { maxLength: 6, selector: ({ id }) => id }),
    undeclared: fc.array(
      hostileText.map((key) => toAddress('roles', key)),
      { maxLength: 14 },
    ),
    refusals: fc.array(hostileProblem, { maxLength: 2 }),
    tenant: hostileText,
  })
  .map(({ operations, ...more }) => createPlan(operations, more));
