import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Drift } from '../../src/model/drift.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { renderDriftText } from '../../src/reporter/text/drift/text-drift.ts';
import { ann, deploy, drift, driftOfPlan, hostileDrift, sampleDrift } from '../support/drifts.ts';
import { added, change, creation, operation, plan, removed } from '../support/plans.ts';
import { headings, lastLine, numbersIn } from '../support/shown.ts';

const shown = (one: Drift): string => renderDriftText(one, { colour: false, width: 100 });
const text = (...operations: readonly Operation[]): string => shown(driftOfPlan(plan(operations)));

test('a block for each resource that differs, what lacks it first', () => {
  expect(headings(shown(sampleDrift()))).toEqual([
    '- roles/auditor',
    '- clients/Back Office',
    '~ clients/Storefront',
    '~ resourceServers/https://api.acme.test',
    '~ connections/users',
    '~ organizations/acme',
    '+ connections/legacy-users',
  ]);
});

test('both sides of a value, each with its label', () => {
  const one = text(operation('update', 'clients/App', { changes: [change(['name'], 'a', 'b')] }));
  expect(one).toMatch(/name\n {6}\S.* {2}a\n {6}\S.* {2}b\n/);
});

test('items of a set by who has them', () => {
  const one = text(operation('update', 'clients/App', { changes: [added('callbacks', 'x'), removed('callbacks', 'y')] }));
  expect(one).toMatch(/callbacks\n {6}\S.* {2}x\n {6}\S.* {2}y\n/);
});

test('temporary steps are no drift', () => {
  const swap = [change(['name'], 'a', 'tmp')];
  const one = text(
    operation('update', 'roles/b', { id: '1', changes: swap }),
    operation('update', 'roles/b', { id: '2', changes: [change(['name'], 'tmp', 'b')] }),
  );
  expect(one).not.toContain('tmp');
  expect(numbersIn(lastLine(one))[0]).toBe(1);
});

test('what is missing, what is only there, what nobody declared', () => {
  const one = text(creation('roles', 'a', { name: 'a' }), operation('delete', 'roles/b'));
  expect(headings(one)).toEqual(['- roles/a', '+ roles/b']);
  expect(numbersIn(lastLine(one))).toEqual([1, 1, 2]);
  const undeclared = shown(drift([], { undeclared: [{ address: 'roles/c' }] }));
  expect([headings(undeclared), numbersIn(lastLine(undeclared))]).toEqual([[], [1]]);
});

test('none: nothing is counted', () => expect([headings(text()), numbersIn(lastLine(text()))]).toEqual([[], []]));

const differing = { address: 'clients/App', action: 'update', liveId: 'abc' } as const;
const renamed = change(['name'], 'a', 'b');

test('who, where, when and with which request', () => {
  const one = shown(drift([{ ...differing, kind: 'tenant changed', by: ann(), changes: [renamed] }]));
  expect(one).toMatch(/Ann Example <ann@acme\.test>.*2026-11-20 14:03 UTC.*PATCH \/clients\/abc\n/);
});

test('an application with the program that it runs', () => {
  const one = shown(drift([{ ...differing, kind: 'tenant changed', by: deploy(), changes: [renamed] }]));
  expect(one).toMatch(/"Deploy".*auth0-deploy-cli.*2026-11-20 14:03 UTC.*POST \/roles\n/);
});

test('each part of a resource with who changed it', () => {
  const one = shown(
    drift([
      { ...differing, kind: 'tenant changed', by: ann(), changes: [renamed] },
      { ...differing, kind: 'definition ahead', changes: [change(['description'], 'a', 'b')] },
    ]),
  );
  expect(one.match(/~ clients\/App/g)).toHaveLength(1);
  expect(one).toMatch(/Ann Example[^\n]*\n {4}name\n[\s\S]*\n {2}\S[^\n]*\n {4}description\n/);
  expect(numbersIn(lastLine(one))).toEqual([1, 1, 1]);
});

test('why nobody knows: each reason has words of its own, and a log that begins too late says when', () => {
  const histories = [
    { read: true, since: '2026-11-10T09:00:00.000Z', limit: 'retention' },
    { read: true, limit: 'retention' },
    { read: false, limit: 'scope' },
    { read: false, limit: 'unavailable' },
  ] as const;
  const told = histories.map((history) => shown(drift([{ ...differing, kind: 'unknown', changes: [renamed] }], { history })));
  expect(new Set(told).size).toBe(histories.length);
  expect(told[0]).toContain('2026-11-10 09:00 UTC');
});

test('nothing hostile reaches the terminal', () => {
  fc.assert(
    fc.property(hostileDrift, (hostile) => {
      expect(shown(hostile).replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
    }),
  );
});
