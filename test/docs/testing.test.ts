import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { countKinds } from '../support/count-kinds.ts';

const PAGE = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8');
/** A page that is a little behind is true enough: otherwise each new test would have to touch it. */
const TOLERANCE = 2;

const computePercent = (count: number, all: number): number => Math.round((100 * count) / all);

it('docs/testing.md says how large a share each kind of test has', () => {
  const counts = countKinds();
  const all = counts.reduce((sum, { tests }) => sum + tests, 0);
  const shares = counts.map(({ kind, files, tests }) => ({ kind, files, tests, share: computePercent(tests, all) }));
  const rows = [...PAGE.matchAll(/^\| ([\w-]+) \|.*\| (\d+) \| (\d+) \| (\d+) % \|$/gm)];
  const said = new Map(rows.map(([, kind, , , share]) => [kind, Number(share)]));
  const table = shares.map(({ kind, files, tests, share }) => `| ${kind} | … | ${files} | ${tests} | ${share} % |`).join('\n');
  const wrong = shares.filter(({ kind, share }) => Math.abs((said.get(kind) ?? -100) - share) > TOLERANCE);
  expect(wrong, `the numbers are now\n${table}`).toEqual([]);
  expect([...said.keys()].sort()).toEqual(shares.map(({ kind }) => kind).sort());
});
