import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CATALOGUE } from '../../src/resources/catalogue.ts';

const page = readFileSync(new URL('../../docs/from-terraform.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `auth0_'));
const listNames = (cell = ''): readonly string[] => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name ?? '');
const managed = rows.map((row) => row.split('|').map((cell) => cell.trim())).filter((cells) => cells.length === 5);

it('names only types that exist, and fields that they have', () => {
  expect(managed.length).toBeGreaterThan(40);
  for (const [, terraform, types, place] of managed) {
    for (const name of listNames(types)) {
      const type = CATALOGUE.get(name);
      expect({ terraform, type: type?.type }).toEqual({ terraform, type: name });
    }
    const fields = listNames(place).filter((name) => CATALOGUE.get(name) === undefined && name !== 'databases');
    const known = listNames(types).flatMap((name) => Object.keys(CATALOGUE.get(name)?.schema.properties ?? {}));
    expect({ terraform, missing: fields.filter((field) => !known.includes(field)) }).toEqual({ terraform, missing: [] });
  }
});

it('has a place for each resource of the provider once, or says why not', () => {
  const all = rows.flatMap((row) => listNames(row.split('|')[1]));
  expect(all.length).toBeGreaterThanOrEqual(90);
  expect(new Set(all).size).toBe(all.length);
});
