import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { declareClientWithKeys, generatePublicPem } from '../support/client-keys.ts';
import { exportSnapshot, fetchWholeSnapshot, loadExport } from '../support/export-snapshot.ts';
import { createDefinition, declareResource } from '../support/tenant-builders.ts';
import { setUpTenantPipeline } from '../support/tenant-pipeline.ts';

const tenant = setUpTenantPipeline();
const buildKey = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  credential_type: 'public_key',
  pem: generatePublicPem(),
  ...more,
});
let snapshot: Snapshot;
let asked: readonly string[];
beforeAll(async () => {
  const plain = declareResource('clients', { name: 'Plain' });
  const named = declareResource('clients', {
    name: 'Named',
    client_authentication_methods: {
      tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', subject_dn: 'CN=shop' }] },
    },
  });
  const { resources } = declareClientWithKeys([
    buildKey('b', { expires_at: '2040-01-01T00:00:00Z' }),
    buildKey('a', { alg: 'PS256' }),
  ]);
  await tenant().applyDefinition(createDefinition([...resources, plain, named]));
  const from = tenant().listRequests().length;
  snapshot = await fetchWholeSnapshot(tenant().api);
  asked = tenant()
    .listRequests(from)
    .map(({ path }) => path)
    .filter((path) => path.endsWith('/credentials'));
});

const exportClients = (of: Snapshot): readonly JsonObject[] => {
  const value: unknown = parse(exportSnapshot(of, { layout: 'text' }).files[0]?.content ?? '');
  const all = isObject(value) && Array.isArray(value.clients) ? value.clients : [];
  return all.filter(isObject);
};

describe('an export of clients with keys', () => {
  it('asks for the keys of those only that have some', () => {
    expect(asked).toHaveLength(2);
  });

  it('tells all that the tenant shows, and asks for the rest by name', () => {
    const shop = exportClients(snapshot).find(({ name }) => name === 'Shop');
    expect(shop?.client_authentication_methods).toEqual({
      private_key_jwt: {
        credentials: [
          { name: 'a', credential_type: 'public_key', alg: 'PS256', kid: expect.any(String), pem: expect.any(String) },
          {
            name: 'b',
            credential_type: 'public_key',
            alg: 'RS256',
            kid: expect.any(String),
            pem: expect.any(String),
            expires_at: '2040-01-01T00:00:00.000Z',
          },
        ],
      },
    });
    const { secrets } = exportSnapshot(snapshot);
    expect(secrets.filter(({ pointer }) => pointer.endsWith('/pem')).map(({ hidden }) => hidden)).toEqual([true, true]);
    const named = exportClients(snapshot).find(({ name }) => name === 'Named');
    expect(named?.client_authentication_methods).toEqual({
      tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', subject_dn: 'CN=shop' }] },
    });
  });

  it('plans empty, whatever the keys are said to be', async () => {
    const { definition } = await loadExport(exportSnapshot(snapshot), snapshot);
    const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
    expect(made.ok ? listChanges(made.value) : made.error).toEqual([]);
  });

  it('leaves them out where the token may not read them, and says so', () => {
    const clients = getLiveResources(snapshot, 'clients').map((live) => ({ ...live, relations: {} }));
    const unread: Snapshot = { ...snapshot, types: { ...snapshot.types, clients: { status: 'read', resources: clients } } };
    expect(exportClients(unread).filter((client) => 'client_authentication_methods' in client)).toEqual([]);
    expect(exportSnapshot(unread).notes.map(({ code }) => code)).toContain('scope-missing');
  });
});
