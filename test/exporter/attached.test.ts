import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { planChanges } from '../../src/planner/plan-changes.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { emulatedForFile } from '../support/emulated.ts';
import { exported, loadExport, wholeSnapshot } from '../support/exported.ts';
import { clientWith, publicPem } from '../support/keys.ts';
import { declared, definitionOf } from '../support/tenants.ts';

const tenant = emulatedForFile();
const key = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  credential_type: 'public_key',
  pem: publicPem(),
  ...more,
});
let snapshot: Snapshot;
let asked: readonly string[];
beforeAll(async () => {
  const plain = declared('clients', { name: 'Plain' });
  const named = declared('clients', {
    name: 'Named',
    client_authentication_methods: {
      tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', subject_dn: 'CN=shop' }] },
    },
  });
  const { resources } = clientWith([key('b', { expires_at: '2040-01-01T00:00:00Z' }), key('a', { alg: 'PS256' })]);
  await tenant().become(definitionOf([...resources, plain, named]));
  const from = tenant().requests().length;
  snapshot = await wholeSnapshot(tenant().api);
  asked = tenant()
    .requests(from)
    .map(({ path }) => path)
    .filter((path) => path.endsWith('/credentials'));
});

const clientsOf = (of: Snapshot): readonly JsonObject[] => {
  const value: unknown = parse(exported(of, { layout: 'text' }).files[0]?.content ?? '');
  const all = isObject(value) && Array.isArray(value.clients) ? value.clients : [];
  return all.filter(isObject);
};

describe('an export of clients with keys', () => {
  it('asks for the keys of those only that have some', () => {
    expect(asked).toHaveLength(2);
  });

  it('tells all that the tenant shows, and asks for the rest by name', () => {
    const shop = clientsOf(snapshot).find(({ name }) => name === 'Shop');
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
    const { secrets } = exported(snapshot);
    expect(secrets.filter(({ pointer }) => pointer.endsWith('/pem')).map(({ hidden }) => hidden)).toEqual([true, true]);
    const named = clientsOf(snapshot).find(({ name }) => name === 'Named');
    expect(named?.client_authentication_methods).toEqual({
      tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', subject_dn: 'CN=shop' }] },
    });
  });

  it('plans empty, whatever the keys are said to be', async () => {
    const { definition } = await loadExport(exported(snapshot), snapshot);
    const made = planChanges({ definition, snapshot, catalogue: CATALOGUE, tool: 'test' });
    expect(made.ok ? listChanges(made.value) : made.error).toEqual([]);
  });

  it('leaves them out where the token may not read them, and says so', () => {
    const clients = getLiveResources(snapshot, 'clients').map((live) => ({ ...live, relations: {} }));
    const unread: Snapshot = { ...snapshot, types: { ...snapshot.types, clients: { status: 'read', resources: clients } } };
    expect(clientsOf(unread).filter((client) => 'client_authentication_methods' in client)).toEqual([]);
    expect(exported(unread).notes.map(({ code }) => code)).toContain('scope-missing');
  });
});
