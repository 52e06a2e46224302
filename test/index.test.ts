import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CATALOGUE, computeFetchNeed, type Loaded, load, planChanges, renderPlanText, type Snapshot } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenon-index-'));
const file = join(folder, 'tenant.yaml');

beforeAll(() => {
  writeFileSync(
    file,
    [
      'roles:',
      '  - { name: Reader, description: Reads orders }',
      '  - { name: Writer, description: Writes orders }',
      'clients:',
      '  - { name: Shop, client_secret: "${secret:SHOP_SECRET}" }',
    ].join('\n'),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function loadOrThrow(): Promise<Loaded> {
  const outcome = await load({ files: [file], env: { SHOP_SECRET: 'canary-5f1c' } });
  if (!outcome.ok) throw new Error(outcome.error.map(({ message }) => message).join('\n'));
  return outcome.value;
}

const snapshot: Snapshot = {
  tenant: 'acme.eu.auth0.com',
  types: {
    clients: { status: 'read', resources: [] },
    roles: {
      status: 'read',
      resources: [
        { id: 'rol_1', body: { id: 'rol_1', name: 'Reader', description: 'Reads' }, relations: {} },
        { id: 'rol_2', body: { id: 'rol_2', name: 'Writer', description: 'Writes orders' }, relations: {} },
        { id: 'rol_3', body: { id: 'rol_3', name: 'Helper' }, relations: {} },
      ],
    },
  },
};

test('a program loads a definition and knows what to read for it', async () => {
  const { definition } = await loadOrThrow();
  expect(definition.resources.map(({ address }) => address)).toEqual(['roles/Reader', 'roles/Writer', 'clients/Shop']);
  expect(computeFetchNeed(definition, CATALOGUE).types.map(({ type }) => type.type)).toEqual(['clients', 'roles']);
});

test('a program plans and renders without a tenant, a terminal or an environment', async () => {
  const { definition } = await loadOrThrow();
  const planned = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test/1' });
  expect(planned.ok && planned.value.operations.map(({ id }) => id)).toEqual([
    'create clients/Shop',
    'update clients/Shop (step 2)',
    'update roles/Reader',
  ]);
  expect(planned.ok && planned.value.undeclared).toEqual(['roles/Helper']);
  const text = planned.ok ? renderPlanText(planned.value, { colour: false, width: 100 }) : '';
  expect(text).toContain('roles/Reader');
  expect(text).not.toContain('canary-5f1c');
});
