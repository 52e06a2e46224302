import { beforeEach, describe, expect, it } from 'vitest';
import { listChanges } from '../../src/model/plan/plan.ts';
import { loadOrThrow } from '../loader/load-helpers.ts';
import { exportSnapshot, loadExport } from '../support/export-snapshot.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const DOCUMENT = 'https://agent.test/client.json';
const AGENT = `clients: [{ name: Agent, external_client_id: "${DOCUMENT}", description: One }]`;
beforeEach(() => tenant().emulator.reset());

const loadText = async (text: string) => (await loadOrThrow(text)).definition;

async function readClients() {
  const { types } = await tenant().takeSnapshot(await loadText('clients: []'));
  const clients = types.clients?.status === 'read' ? types.clients.resources : [];
  return clients.map(({ body }) => body).filter((body) => body.external_client_id === DOCUMENT);
}

describe('a client with a metadata document', () => {
  it('is registered once, and then needs nothing', async () => {
    const definition = await loadText(AGENT);
    await tenant().applyDefinition(definition);
    const writes = tenant()
      .listWrites()
      .map(({ method, path }) => `${method} ${path.replace(/tpc_\w+/, '{id}')}`);
    expect(writes).toEqual(['POST /api/v2/clients/cimd/register', 'PATCH /api/v2/clients/{id}']);
    expect(await readClients()).toMatchObject([{ is_first_party: false, name: 'agent.test', description: 'One' }]);
    expect(listChanges(await tenant().plan(definition))).toEqual([]);
  });

  it('is changed under its own name, and others refer to it by that name', async () => {
    await tenant().applyDefinition(await loadText(AGENT));
    const changed = await loadText(
      `${AGENT.replace('One', 'Two')}\nconnections: [{ name: users, strategy: auth0, enabled_clients: [Agent] }]`,
    );
    const { plan } = await tenant().applyDefinition(changed);
    expect(plan.operations.map(({ id }) => id)).toContain('update clients/Agent');
    expect(await readClients()).toMatchObject([{ description: 'Two' }]);
    expect(listChanges(await tenant().plan(changed))).toEqual([]);
  });

  it.each(['dropBefore', 'dropAfter', 'truncate', { errorAfter: 502 }] as const)(
    'is there once where the answer is lost: %o',
    async (fault) => {
      const definition = await loadText(AGENT);
      const plan = await tenant().plan(definition);
      tenant().emulator.setFaults([{ method: 'POST', path: '/clients/cimd/register', nth: 1, fault }]);
      const result = await tenant().apply(plan, definition);
      tenant().emulator.setFaults([]);
      expect(result.operations.map(({ status }) => status)).toEqual(['done', 'done']);
      expect(await readClients()).toHaveLength(1);
      expect(listChanges(await tenant().plan(definition))).toEqual([]);
    },
  );

  it('says in an export its document, and nothing that the document decides', async () => {
    const definition = await loadText(AGENT);
    await tenant().applyDefinition(definition);
    const snapshot = await tenant().takeSnapshot(definition);
    const exported = exportSnapshot(snapshot);
    const loaded = await loadExport(exported, snapshot);
    const agent = loaded.definition.resources.find(({ fields }) => fields.external_client_id === DOCUMENT);
    expect(Object.keys(agent?.fields ?? {})).toEqual(expect.arrayContaining(['name', 'description']));
    for (const field of ['callbacks', 'is_first_party', 'token_endpoint_auth_method', 'external_metadata_type'])
      expect(agent?.fields).not.toHaveProperty(field);
    expect(listChanges(await tenant().plan(loaded.definition))).toEqual([]);
  });

  it('is deleted by prune like any other', async () => {
    await tenant().applyDefinition(await loadText(AGENT));
    await tenant().applyDefinition(
      await loadText('reconcile: { prune: [clients], limits: { delete: 100% } }\nclients: [{ name: Other }]'),
    );
    expect(await readClients()).toEqual([]);
  });
});
