import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { fetchAll, fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { createEmulatorApi } from '../support/tenant-pipeline.ts';

async function fetchWithScopes(scopes: readonly string[], definition: Definition) {
  const emulator = await startEmulator({ seed: 1, scopes });
  onTestFinished(() => emulator.close());
  const api = createEmulatorApi(emulator);
  const fetched = await fetchSnapshot(api, computeFetchNeed(definition, CATALOGUE));
  const problems = fetched.ok
    ? []
    : fetched.error.map(({ code, place }) => [code, place?.kind === 'address' ? place.address + (place.pointer ?? '') : place]);
  return { emulator, api, fetched, problems, requests: emulator.requests().length };
}

const connection = declareResource(
  'connections',
  { name: 'db', strategy: 'auth0', options: {} },
  { relations: { enabled_clients: ['Shop'] } },
);

test('all that the token may not read is told at once, before the first read', async () => {
  const definition = createDefinition([connection, declareResource('roles', { name: 'admin' })], {}, ['organizations']);
  const { problems, requests } = await fetchWithScopes(['read:organizations'], definition);
  expect(problems).toEqual([
    ['scope-missing', 'clients'],
    ['scope-missing', 'connections'],
    ['scope-hides-fields', 'connections/db/options'],
    ['scope-missing', 'roles'],
  ]);
  expect(requests).toBe(0);
});

test('a scope that hides fields silently is asked for where those fields are declared', async () => {
  const scopes = ['read:connections', 'read:clients'];
  const hidden = await fetchWithScopes(scopes, createDefinition([connection]));
  expect(hidden.problems).toEqual([['scope-hides-fields', 'connections/db/options']]);
  expect(hidden.requests).toBe(0);
  const { options: _, ...fields } = connection.fields;
  const plain = await fetchWithScopes(scopes, createDefinition([{ ...connection, fields }]));
  expect(plain.fetched.ok).toBe(true);
});

test('any of several scopes will do', async () => {
  const client = declareResource('clients', { name: 'Shop', client_secret: 'x'.repeat(48) });
  for (const keys of ['read:client_keys', 'read:client_credentials']) {
    expect((await fetchWithScopes(['read:clients', keys], createDefinition([client]))).problems).toEqual([]);
  }
  expect((await fetchWithScopes(['read:clients'], createDefinition([client]))).problems).toEqual([
    ['scope-hides-fields', 'clients/Shop/client_secret'],
  ]);
});

test('a relation has scopes of its own', async () => {
  const organization = declareResource('organizations', { name: 'acme' }, { relations: { discovery_domains: [] } });
  const { problems, requests } = await fetchWithScopes(['read:organizations'], createDefinition([organization]));
  expect(problems).toEqual([['scope-missing', 'organizations']]);
  expect(requests).toBe(0);
});

test('an export tells what it may not see, and goes on', async () => {
  const { api } = await fetchWithScopes(['read:roles', 'read:clients'], createDefinition([]));
  const all = await fetchAll(api, CATALOGUE);
  expect(all).toMatchObject({
    ok: true,
    value: { types: { roles: { status: 'read' }, connections: { status: 'unavailable', reason: 'scope' } } },
  });
});
