import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isObject, type JsonObject } from '../src/model/json/json-value.ts';

const readProjectFile = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const toObject = (value: unknown): JsonObject => (isObject(value) ? value : {});
const manifest = toObject(JSON.parse(readProjectFile('package.json')));
const packages = toObject(toObject(JSON.parse(readProjectFile('package-lock.json'))).packages);

test('every dependency is pinned to one version, and has its reason', () => {
  const decisions = readProjectFile('docs/decisions.md');
  const named = toObject(manifest.dependencies);
  for (const [name, version] of Object.entries({ ...named, ...toObject(manifest.devDependencies) }))
    expect({ name, version }).toEqual({ name, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  for (const name of Object.keys(named)) expect(decisions).toContain(`\`${name}\``);
});

test('what is installed has a hash, and runs no script', () => {
  const installed = Object.entries(packages).filter(([path]) => path !== '');
  expect(installed.length).toBeGreaterThan(10);
  for (const [path, entry] of installed) {
    const { integrity, link } = toObject(entry);
    if (link !== true) expect({ path, integrity }).toEqual({ path, integrity: expect.stringMatching(/^sha512-/) });
  }
  expect(readProjectFile('.npmrc')).toMatch(/^ignore-scripts=true$/m);
});

test('production stays small: who adds to it, says so here', () => {
  const production = Object.entries(packages).filter(([path, entry]) => path !== '' && toObject(entry).dev !== true);
  expect(production.length).toBeLessThanOrEqual(16);
  expect(Object.values(Object.fromEntries(production)).filter((entry) => toObject(entry).hasInstallScript)).toEqual([]);
});

test('SECURITY.md counts the packages that are installed', () => {
  const installed = Object.entries(packages).filter(([path, entry]) => path !== '' && toObject(entry).dev !== true).length;
  const direct = Object.keys(toObject(manifest.dependencies)).length;
  expect(readProjectFile('SECURITY.md')).toContain(`installs ${installed} packages: ${direct} direct dependencies`);
});
