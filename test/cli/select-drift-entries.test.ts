import { describe, expect, it } from 'vitest';
import type { DriftEntry, DriftKind } from '../../src/model/drift.ts';
import { selectEntries } from '../../src/workflows/accept/select-drift-entries.ts';

const buildEntry = (address: string, kind: DriftKind, ...paths: readonly string[]): DriftEntry => ({
  address,
  kind,
  action: 'update',
  changes: paths.map((path) => ({ op: 'replace', path, before: 1, after: 2, kind: 'value' })),
});

const ENTRIES = [
  buildEntry('roles/a', 'tenant changed', '/description'),
  buildEntry('roles/b', 'definition ahead', '/description'),
  buildEntry('roles/c', 'unknown', '/description'),
  buildEntry('clients/x', 'tenant changed', '/options/one', '/options/two', '/name'),
  buildEntry('clients/x.options', 'tenant changed', '/one'),
];

const select = (only: readonly string[] | true, more: { includeUnapplied?: boolean; isApplied?: boolean } = {}) => {
  const {
    accepted,
    unapplied,
    unknown,
    unmatched: strangers,
  } = selectEntries(ENTRIES, {
    only,
    includeUnapplied: false,
    isApplied: false,
    ...more,
  });
  return { accepted: accepted.map(({ address }) => address), unapplied: unapplied.length, unknown: unknown.length, strangers };
};

describe('what is accepted', () => {
  it.each([
    ['all', true, {}, ['roles/a', 'clients/x', 'clients/x.options'], 1, 1],
    [
      'all, of the definition that was last applied',
      true,
      { isApplied: true },
      ['roles/a', 'roles/c', 'clients/x', 'clients/x.options'],
      1,
      0,
    ],
    ['a pattern', ['roles/*'], {}, ['roles/a'], 1, 1],
    ['all, with what is not yet applied', ['roles/*'], { includeUnapplied: true }, ['roles/a', 'roles/b', 'roles/c'], 0, 0],
    ['whole addresses', ['roles/b', 'roles/c'], {}, ['roles/b', 'roles/c'], 0, 0],
  ] as const)('of %s', (_, only, more, accepted, unapplied, unknown) => {
    expect(select(only, more)).toEqual({ accepted, unapplied, unknown, strangers: [] });
  });

  it.each([
    ['clients/x.name', ['/name']],
    ['clients/x#/options', ['/options/one', '/options/two']],
    ['clients/x#/options/two', ['/options/two']],
    ['clients/x.options.one', ['/one']],
  ])('of the field %s', (only, paths) => {
    const { accepted } = selectEntries(ENTRIES, { only: [only], includeUnapplied: false, isApplied: false });
    expect(accepted.flatMap(({ changes }) => changes.map(({ path }) => path))).toEqual(paths);
  });

  it('nothing of what does not differ, which is named', () => {
    expect(select(['roles/z', 'roles/a.permissions', 'roles/a']).strangers).toEqual(['roles/z', 'roles/a.permissions']);
  });
});
