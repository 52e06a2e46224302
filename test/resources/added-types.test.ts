import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import {
  applyPlan,
  backupTenant,
  CATALOGUE,
  createCatalogue,
  createPorts,
  createSecretResolver,
  defineResource,
  detectDrift,
  listChanges,
  loadFiles,
  openTenant,
  planTenant,
} from '../../src/index.ts';
import { startPrivateEndpoint } from '../support/private-endpoint.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const badges = defineResource({
  type: 'badges',
  path: '/private/badges',
  list: { paging: 'none' },
  scopeStem: 'roles',
  deleteLoses: 'its serial number',
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string', description: 'The name.' },
      color: { type: 'string', enum: ['red', 'blue'], description: 'The color.' },
      role: { type: 'string', 'x-reference': 'roles', description: 'The role that wears it.' },
      seal: { type: 'string', 'x-secret': true, writeOnly: true, description: 'Seals it.' },
    },
    required: ['name'],
    additionalProperties: false,
  },
});
const catalogue = createCatalogue([...CATALOGUE.all, badges]);
const TWO =
  'badges:\n  - { name: Day, color: red, role: guard, seal: "${secret:SEAL}" }\n  - { name: Night, color: blue }\nroles: [{ name: guard }]\n';
const env = { SEAL: 'canary-seal' };

let emulator: RunningEmulator;
let folder = '';
beforeAll(async () => {
  emulator = await startEmulator({ seed: 1 });
});
beforeEach(() => {
  emulator.reset();
  folder = createTemporaryFolder({ 'tenant.yaml': TWO });
});
afterAll(() => emulator.close());

type Endpoint = Awaited<ReturnType<typeof startPrivateEndpoint>>;

async function withEndpoint(run: (endpoint: Endpoint) => Promise<void>): Promise<void> {
  const endpoint = await startPrivateEndpoint(emulator.url, '/private/badges');
  try {
    await run(endpoint);
  } finally {
    await endpoint.close();
  }
}

function createScene({ url }: Endpoint) {
  const { clientId, clientSecret, domain } = emulator;
  const audience = `https://${domain}/api/v2/`;
  const variables = {
    ...env,
    AUTH0_DOMAIN: url,
    AUTH0_CLIENT_ID: clientId,
    AUTH0_CLIENT_SECRET: clientSecret,
    AUTH0_AUDIENCE: audience,
  };
  const ports = createPorts({ env: variables, catalogue });
  const files = [join(folder, 'tenant.yaml')];
  const open = async () => expectValue(await openTenant({}, ports));
  const loadDefinition = async () => expectValue(await loadFiles(files, { catalogue }, variables));
  const plan = async () => {
    const tenant = await open();
    const planned = expectValue(await planTenant(await loadDefinition(), tenant, {}, ports));
    await tenant.close();
    return planned;
  };
  const apply = async () => {
    const tenant = await open();
    const loaded = await loadDefinition();
    const planned = expectValue(await planTenant(loaded, tenant, {}, ports));
    const resolveSecret = createSecretResolver(loaded.definition);
    const result = await applyPlan({ plan: planned, api: tenant.api, catalogue, resolveSecret, run: 'tenon-test' });
    await tenant.close();
    return result;
  };
  return { ports, files, open, loadDefinition, plan, apply };
}

function expectValue<T>(outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

it('is unknown to whoever does not add it', async () => {
  const loaded = await loadFiles([join(folder, 'tenant.yaml')], {}, env);
  expect(loaded).toMatchObject({ ok: false, error: [{ code: 'unknown-type', place: { line: 1 } }] });
});

it('is validated by its own schema: a near miss is an error, an unknown value a warning', async () => {
  const files = [join(folder, 'tenant.yaml')];
  writeFileSync(files[0] ?? '', 'badges: [{ name: Day, colour: red }]\n');
  expect(await loadFiles(files, { catalogue }, env)).toMatchObject({ ok: false, error: [{ code: 'unknown-field' }] });
  writeFileSync(files[0] ?? '', 'badges: [{ name: Day, color: violet }]\n');
  expect(await loadFiles(files, { catalogue }, env)).toMatchObject({
    ok: true,
    value: { warnings: [{ code: 'unknown-value' }] },
  });
});

it('is planned, applied and planned empty, with references by id and secrets masked', () =>
  withEndpoint(async (endpoint) => {
    const scene = createScene(endpoint);
    const planned = await scene.plan();
    expect(JSON.stringify(planned)).not.toContain('canary-seal');
    const result = await scene.apply();
    expect(result.operations.map(({ id, status }) => [id, status])).toEqual(
      expect.arrayContaining([
        ['create badges/Day', 'done'],
        ['create badges/Night', 'done'],
        ['create roles/guard', 'done'],
      ]),
    );
    expect([...endpoint.items.values()]).toContainEqual(
      expect.objectContaining({ name: 'Day', role: expect.stringMatching(/^rol_/) }),
    );
    expect(listChanges(await scene.plan())).toEqual([]);
  }));

it('is saved in a backup, drifts, and is pruned where that is asked for', () =>
  withEndpoint(async (endpoint) => {
    const scene = createScene(endpoint);
    await scene.apply();
    const backup = expectValue(await backupTenant({ tenant: {}, out: join(folder, 'backup.json') }, scene.ports));
    expect(backup.snapshot.types.badges).toMatchObject({
      status: 'read',
      resources: [{ body: { name: 'Day' } }, { body: { name: 'Night' } }],
    });
    expect(JSON.stringify(backup.snapshot)).not.toContain('canary-seal');

    writeFileSync(scene.files[0] ?? '', TWO.replace('color: blue', 'color: red'));
    const tenant = await scene.open();
    const drift = expectValue(
      await detectDrift({ loaded: await scene.loadDefinition(), files: scene.files, tenant }, scene.ports),
    );
    await tenant.close();
    expect(drift.drift.entries).toMatchObject([{ address: 'badges/Night', changes: [{ path: '/color' }] }]);

    writeFileSync(scene.files[0] ?? '', 'reconcile: { prune: [badges], limits: { delete: 100% } }\nbadges: []\n');
    await scene.apply();
    expect(endpoint.items.size).toBe(0);
  }));
