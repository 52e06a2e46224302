import { expect, it } from 'vitest';
import { selectTargets, type TargetSelection } from '../../src/project/select-targets.ts';
import { readValid } from './project-helpers.ts';

const NAMES = ['dev', 'production', 'customer-a', 'customer-b'];
const environments = (names: readonly string[]): string =>
  names.map((name) => `  ${name}: { domain: ${name}.eu.auth0.com }\n`).join('');
const select = async (selection: TargetSelection, names = NAMES) => {
  const project = await readValid({ 'tenon.yaml': `definition: [a.yaml]\nenvironments:\n${environments(names)}` });
  const selected = selectTargets(project, selection);
  return selected.ok ? selected.value.map(({ name }) => name) : selected.error.map(({ code }) => code);
};

it('names and patterns select tenants in the order of the project, each once', async () => {
  expect(await select({ env: ['customer-*', 'dev', 'customer-a'] })).toEqual(['dev', 'customer-a', 'customer-b']);
  expect(await select({ all: true })).toEqual(NAMES);
});

it('the only tenant needs no name; of several, one must be named', async () => {
  expect(await select({}, ['dev'])).toEqual(['dev']);
  expect(await select({})).toEqual(['environment-unselected']);
});

it('every name and pattern must match', async () => {
  expect(await select({ env: ['dev', 'prodution', 'x-*'] })).toEqual(['environment-unknown', 'environment-unknown']);
  expect(await select({ env: ['production '] })).toEqual(['environment-unknown']);
});
