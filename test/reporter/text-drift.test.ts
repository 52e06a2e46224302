import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Drift } from '../../src/model/drift.ts';
import type { Operation } from '../../src/model/plan/operation.ts';
import { renderDriftText } from '../../src/reporter/text/drift/text-drift.ts';
import {
  attributeToAnn,
  attributeToDeploy,
  createDrift,
  createDriftFromPlan,
  createSampleDrift,
  hostileDrift,
} from '../support/drift-builders.ts';
import {
  createAddition,
  createChange,
  createCreation,
  createOperation,
  createPlan,
  createRemoval,
} from '../support/plan-builders.ts';
import { extractHeadings, extractNumbers, getLastLine } from '../support/report-lines.ts';

const renderDrift = (one: Drift): string => renderDriftText(one, { colour: false, width: 100 });
const renderOperations = (...operations: readonly Operation[]): string =>
  renderDrift(createDriftFromPlan(createPlan(operations)));

test('a block for each resource that differs, what lacks it first', () => {
  expect(extractHeadings(renderDrift(createSampleDrift()))).toEqual([
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
  const one = renderOperations(createOperation('update', 'clients/App', { changes: [createChange(['name'], 'a', 'b')] }));
  expect(one).toMatch(/name\n {6}\S.* {2}a\n {6}\S.* {2}b\n/);
});

test('items of a set by who has them', () => {
  const one = renderOperations(
    createOperation('update', 'clients/App', { changes: [createAddition('callbacks', 'x'), createRemoval('callbacks', 'y')] }),
  );
  expect(one).toMatch(/callbacks\n {6}\S.* {2}x\n {6}\S.* {2}y\n/);
});

test('temporary steps are no drift', () => {
  const swap = [createChange(['name'], 'a', 'tmp')];
  const one = renderOperations(
    createOperation('update', 'roles/b', { id: '1', changes: swap }),
    createOperation('update', 'roles/b', { id: '2', changes: [createChange(['name'], 'tmp', 'b')] }),
  );
  expect(one).not.toContain('tmp');
  expect(extractNumbers(getLastLine(one))[0]).toBe(1);
});

test('what is missing, what is only there, what nobody declared', () => {
  const one = renderOperations(createCreation('roles', 'a', { name: 'a' }), createOperation('delete', 'roles/b'));
  expect(extractHeadings(one)).toEqual(['- roles/a', '+ roles/b']);
  expect(extractNumbers(getLastLine(one))).toEqual([1, 1, 2]);
  const undeclared = renderDrift(createDrift([], { undeclared: [{ address: 'roles/c' }] }));
  expect([extractHeadings(undeclared), extractNumbers(getLastLine(undeclared))]).toEqual([[], [1]]);
});

test('none: nothing is counted', () =>
  expect([extractHeadings(renderOperations()), extractNumbers(getLastLine(renderOperations()))]).toEqual([[], []]));

const differing = { address: 'clients/App', action: 'update', liveId: 'abc' } as const;
const renamed = createChange(['name'], 'a', 'b');

test('who, where, when and with which request', () => {
  const one = renderDrift(createDrift([{ ...differing, kind: 'tenant changed', by: attributeToAnn(), changes: [renamed] }]));
  expect(one).toMatch(/Ann Example <ann@acme\.test>.*2026-11-20 14:03 UTC.*PATCH \/clients\/abc\n/);
});

test('an application with the program that it runs', () => {
  const one = renderDrift(createDrift([{ ...differing, kind: 'tenant changed', by: attributeToDeploy(), changes: [renamed] }]));
  expect(one).toMatch(/"Deploy".*auth0-deploy-cli.*2026-11-20 14:03 UTC.*POST \/roles\n/);
});

test('each part of a resource with who changed it', () => {
  const one = renderDrift(
    createDrift([
      { ...differing, kind: 'tenant changed', by: attributeToAnn(), changes: [renamed] },
      { ...differing, kind: 'definition ahead', changes: [createChange(['description'], 'a', 'b')] },
    ]),
  );
  expect(one.match(/~ clients\/App/g)).toHaveLength(1);
  expect(one).toMatch(/Ann Example[^\n]*\n {4}name\n[\s\S]*\n {2}\S[^\n]*\n {4}description\n/);
  expect(extractNumbers(getLastLine(one))).toEqual([1, 1, 1]);
});

test('why nobody knows: each reason has words of its own, and a log that begins too late says when', () => {
  const histories = [
    { read: true, since: '2026-11-10T09:00:00.000Z', limit: 'retention' },
    { read: true, limit: 'retention' },
    { read: false, limit: 'scope' },
    { read: false, limit: 'unavailable' },
  ] as const;
  const told = histories.map((history) =>
    renderDrift(createDrift([{ ...differing, kind: 'unknown', changes: [renamed] }], { history })),
  );
  expect(new Set(told).size).toBe(histories.length);
  expect(told[0]).toContain('2026-11-10 09:00 UTC');
});

test('nothing hostile reaches the terminal', () => {
  fc.assert(
    fc.property(hostileDrift, (hostile) => {
      expect(renderDrift(hostile).replace(/[\n\t]/g, '')).not.toMatch(
        /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u,
      );
    }),
  );
});
