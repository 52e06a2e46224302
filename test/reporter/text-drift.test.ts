import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Drift, HistoryReach } from '../../src/model/drift.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { driftText } from '../../src/reporter/text/drift/text-drift.ts';
import { ann, deploy, drift, driftOfPlan, hostileDrift, sampleDrift } from '../support/drifts.ts';
import { added, change, creation, operation, plan, removed } from '../support/plans.ts';

const shown = (one: Drift): string => driftText(one, { colour: false, width: 100 });
const text = (...operations: readonly Operation[]): string => shown(driftOfPlan(plan(operations)));

test('reads as it should', () => expect(shown(sampleDrift())).toMatchFileSnapshot('golden/drift.txt'));

test('both sides of a value in words', () => {
  const one = text(operation('update', 'clients/App', { changes: [change(['name'], 'a', 'b')] }));
  expect(one).toMatch(/name\n {6}tenant {6}a\n {6}definition {2}b\n/);
});

test('items of a set by who has them', () => {
  const one = text(operation('update', 'clients/App', { changes: [added('callbacks', 'x'), removed('callbacks', 'y')] }));
  expect(one).toMatch(/definition {2}x\n {6}tenant {6}y\n/);
});

test('temporary steps are no drift', () => {
  const swap = [change(['name'], 'a', 'tmp')];
  const one = text(
    operation('update', 'roles/b', { id: '1', changes: swap }),
    operation('update', 'roles/b', { id: '2', changes: [change(['name'], 'tmp', 'b')] }),
  );
  expect(one).not.toContain('tmp');
  expect(one).toContain('1 resource differs');
});

test('what is missing, what is only there, what nobody declared', () => {
  const one = text(creation('roles', 'a', { name: 'a' }), operation('delete', 'roles/b'));
  expect(one).toContain('- roles/a  missing in the tenant');
  expect(one).toContain('+ roles/b  only in the tenant');
  expect(one).toMatch(/\n1 resource is missing in the tenant, 1 is only in the tenant · 2 author unknown\n$/);
  expect(shown(drift([], { undeclared: [{ address: 'roles/c' }] }))).toMatch(/\nNo drift\. · 1 undeclared\n$/);
});

test('none', () => expect(text()).toMatch(/\nNo drift\.\n$/));

const differing = { address: 'clients/App', action: 'update', liveId: 'abc' } as const;
const renamed = change(['name'], 'a', 'b');

test('who, where, when and with which request', () => {
  const one = shown(drift([{ ...differing, kind: 'tenant changed', by: ann(), changes: [renamed] }]));
  expect(one).toContain('Ann Example <ann@acme.test> in the dashboard, 2026-11-20 14:03 UTC, PATCH /clients/abc\n');
});

test('an application with the program that it runs', () => {
  const one = shown(drift([{ ...differing, kind: 'tenant changed', by: deploy(), changes: [renamed] }]));
  expect(one).toContain('the application "Deploy" (auth0-deploy-cli), 2026-11-20 14:03 UTC, POST /roles\n');
});

test('each part of a resource with who changed it', () => {
  const one = shown(
    drift([
      { ...differing, kind: 'tenant changed', by: ann(), changes: [renamed] },
      { ...differing, kind: 'definition ahead', changes: [change(['description'], 'a', 'b')] },
    ]),
  );
  expect(one.match(/~ clients\/App/g)).toHaveLength(1);
  expect(one).toMatch(/Ann Example[^\n]*\n {4}name\n[\s\S]*not yet applied[^\n]*\n {4}description\n/);
  expect(one).toMatch(/1 resource differs · 1 tenant changed, 1 not yet applied\n$/);
});

test('each reason why the author is unknown has its own text', () => {
  const reaches: readonly HistoryReach[] = [
    { read: true, since: '2026-11-10T09:00:00.000Z', limit: 'retention' },
    { read: true, since: '2026-11-10T09:00:00.000Z', limit: 'ceiling' },
    { read: true, limit: 'retention' },
    { read: false, limit: 'scope' },
    { read: false, limit: 'unavailable' },
  ];
  const texts = reaches.map((history) => shown(drift([{ ...differing, kind: 'unknown', changes: [renamed] }], { history })));
  expect(new Set(texts).size).toBe(reaches.length);
  for (const text of texts.slice(0, 2)) expect(text).toContain('2026-11-10 09:00 UTC');
});

test('nothing hostile reaches the terminal', () => {
  fc.assert(
    fc.property(hostileDrift, (hostile) => {
      expect(shown(hostile).replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
    }),
  );
});
