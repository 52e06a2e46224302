import { describe, expect, test } from 'vitest';
import { compareOperations } from './request-members/compare-operations.ts';
import type { DeclaredOperation } from './request-members/declared-operation.ts';
import { listDeclaredOperations } from './request-members/declared-operations.ts';
import { findOperation } from './request-members/emulator-operations.ts';
import { listKnownDifferences } from './request-members/known-differences.ts';

const operations = listDeclaredOperations();
const findings = compareOperations(operations);
const known = listKnownDifferences();

/** The schemas and the emulator's facts come from different places, so a mistake in one of them shows here. */
describe('the schemas and the emulator', () => {
  test('describe the same members and values of every request, except for known differences', () => {
    expect(findings.filter((finding) => !known.includes(finding))).toEqual([]);
  });

  test('have every known difference still', () => {
    expect(known.filter((difference) => !findings.includes(difference))).toEqual([]);
  });

  test('know each request of every type', () => {
    const isEmulated = ({ method, path }: DeclaredOperation): boolean => findOperation(method, path) !== undefined;
    expect(operations.filter((operation) => !isEmulated(operation)).map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });
});

test('a member or value that only one side knows is found', () => {
  const { name, members } = findOperation('PATCH', '/attack-protection/phone-provider-protection') ?? { name: '', members: [] };
  const declare = (changed: DeclaredOperation['members']): DeclaredOperation => ({
    ...{ method: 'PATCH', path: '/attack-protection/phone-provider-protection' },
    ...{ members: changed, described: changed, supplied: [], keyFields: {} },
  });
  const [top, type] = members;
  if (top === undefined || type === undefined) throw new Error('the protection has no members');
  expect(compareOperations([declare([top, { ...type, values: ['default', 'gone'] }])])).toEqual([
    `emulator: ${name} type=exponential`,
    `schemas: ${name} type=gone`,
  ]);
  expect(compareOperations([declare([top, { ...type, steps: ['kind'] }])])).toEqual([
    `emulator: ${name} type`,
    `schemas: ${name} kind`,
  ]);
});
