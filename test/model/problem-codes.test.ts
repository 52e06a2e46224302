import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROBLEM_CODES } from '../../src/model/problem/problem-codes.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const sections = page
  .split(/^### /m)
  .slice(1)
  .map((section) => section.split('\n'));

test('every code has its section in docs/errors.md, and every section its code', () => {
  expect(sections.map(([heading]) => heading).sort()).toEqual([...PROBLEM_CODES].sort());
});

test('no section is empty', () => {
  const empty = sections.filter(([, text]) => (text ?? '').trim() === '').map(([heading]) => heading);
  expect(empty).toEqual([]);
});

test('no code stands twice', () => {
  expect(new Set(PROBLEM_CODES).size).toBe(PROBLEM_CODES.length);
});
