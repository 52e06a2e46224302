import type { Definition } from '../../src/model/definition/definition.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { createDefinition, declareResource } from './tenant-builders.ts';

const API = 'https://api.acme.test/';
const declareApi = (name: string, scopes: readonly string[]) =>
  declareResource('resourceServers', { identifier: API, name, scopes: scopes.map((value) => ({ value })) });
const buildPermissions = (...names: readonly string[]) => ({
  permissions: names.map((permission_name) => ({ resource_server_identifier: API, permission_name })),
});
const declareGoogleConnection = (options: JsonObject, clients: readonly string[]) =>
  declareResource(
    'connections',
    { name: 'google', strategy: 'google-oauth2', options },
    { relations: { enabled_clients: clients } },
  );
const everything = ['resourceServers', 'clients', 'clientGrants', 'connections', 'roles', 'organizations'];
const policy = { prune: everything, limits: { delete: allowAll(), update: allowAll() } } as const;

function allowAll() {
  return { kind: 'share', percent: 100 } as const;
}

/** A tenant, and a second definition that needs every kind of request once: creates of all types, updates, deletes, links and unlinks. */
export const createEarlierDefinition = (): Definition =>
  createDefinition(
    [
      declareApi('Orders', ['read', 'old']),
      declareResource('clients', { name: 'Shop', description: 'old', client_metadata: { team: 'one' } }),
      declareResource('clients', { name: 'Goes' }),
      declareResource('clientGrants', { client_id: 'Shop', audience: API, scope: ['old'], organization_usage: 'allow' }),
      declareGoogleConnection({ client_id: 'id', client_secret: 'a google secret', email: true }, ['Goes']),
      declareResource('roles', { name: 'admin', description: 'old' }, { relations: buildPermissions('old') }),
      declareResource('roles', { name: 'goes' }),
      declareResource(
        'organizations',
        { name: 'acme', display_name: 'Acme' },
        { relations: { connections: [{ name: 'google', show_as_button: true }], discovery_domains: [{ domain: 'old.test' }] } },
      ),
    ],
    policy,
    everything,
  );

export const createLaterDefinition = (): Definition =>
  createDefinition(
    [
      declareApi('Orders API', ['read', 'new']),
      declareResource('resourceServers', { identifier: 'urn:new', name: 'New' }),
      declareResource('clients', { name: 'Shop', description: 'new', client_metadata: { team: 'two' } }),
      declareResource('clients', { name: 'New', client_secret: 'a secret of the new client' }),
      declareResource('clientGrants', { client_id: 'Shop', audience: API, scope: ['new'], organization_usage: 'allow' }),
      declareResource('clientGrants', { client_id: 'New', audience: API, scope: ['read'] }),
      declareGoogleConnection({ client_id: 'id', client_secret: 'another google secret', email: true, profile: true }, [
        'Shop',
        'New',
      ]),
      declareResource('connections', { name: 'users', strategy: 'auth0' }, { relations: { enabled_clients: ['New'] } }),
      declareResource(
        'roles',
        { name: 'owner', description: 'new' },
        { relations: buildPermissions('new'), renamedFrom: 'admin' },
      ),
      declareResource('roles', { name: 'new' }, { relations: buildPermissions('read') }),
      declareResource(
        'organizations',
        { name: 'acme', display_name: 'Acme Inc' },
        {
          relations: {
            connections: [{ name: 'google', show_as_button: false }, { name: 'users' }],
            client_grants: [{ client_id: 'Shop' }],
            discovery_domains: [{ domain: 'new.test' }],
          },
        },
      ),
      declareResource('organizations', { name: 'new' }),
    ],
    policy,
    everything,
  );
