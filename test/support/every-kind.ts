import type { Definition } from '../../src/model/definition/definition.ts';
import type { JsonObject } from '../../src/model/json/json-value.ts';
import { declared, definitionOf } from './tenants.ts';

const API = 'https://api.acme.test/';
const api = (name: string, scopes: readonly string[]) =>
  declared('resourceServers', { identifier: API, name, scopes: scopes.map((value) => ({ value })) });
const permissions = (...names: readonly string[]) => ({
  permissions: names.map((permission_name) => ({ resource_server_identifier: API, permission_name })),
});
const google = (options: JsonObject, clients: readonly string[]) =>
  declared('connections', { name: 'google', strategy: 'google-oauth2', options }, { relations: { enabled_clients: clients } });
const everything = ['resourceServers', 'clients', 'clientGrants', 'connections', 'roles', 'organizations'];
const policy = { prune: everything, limits: { delete: all(), update: all() } } as const;

function all() {
  return { kind: 'share', percent: 100 } as const;
}

/** A tenant, and a second definition that needs every kind of request once: creates of all types, updates, deletes, links and unlinks. */
export const earlier = (): Definition =>
  definitionOf(
    [
      api('Orders', ['read', 'old']),
      declared('clients', { name: 'Shop', description: 'old', client_metadata: { team: 'one' } }),
      declared('clients', { name: 'Goes' }),
      declared('clientGrants', { client_id: 'Shop', audience: API, scope: ['old'], organization_usage: 'allow' }),
      google({ client_id: 'id', client_secret: 'a google secret', email: true }, ['Goes']),
      declared('roles', { name: 'admin', description: 'old' }, { relations: permissions('old') }),
      declared('roles', { name: 'goes' }),
      declared(
        'organizations',
        { name: 'acme', display_name: 'Acme' },
        { relations: { connections: [{ name: 'google', show_as_button: true }], discovery_domains: [{ domain: 'old.test' }] } },
      ),
    ],
    policy,
    everything,
  );

export const later = (): Definition =>
  definitionOf(
    [
      api('Orders API', ['read', 'new']),
      declared('resourceServers', { identifier: 'urn:new', name: 'New' }),
      declared('clients', { name: 'Shop', description: 'new', client_metadata: { team: 'two' } }),
      declared('clients', { name: 'New', client_secret: 'a secret of the new client' }),
      declared('clientGrants', { client_id: 'Shop', audience: API, scope: ['new'], organization_usage: 'allow' }),
      declared('clientGrants', { client_id: 'New', audience: API, scope: ['read'] }),
      google({ client_id: 'id', client_secret: 'another google secret', email: true, profile: true }, ['Shop', 'New']),
      declared('connections', { name: 'users', strategy: 'auth0' }, { relations: { enabled_clients: ['New'] } }),
      declared('roles', { name: 'owner', description: 'new' }, { relations: permissions('new'), renamedFrom: 'admin' }),
      declared('roles', { name: 'new' }, { relations: permissions('read') }),
      declared(
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
      declared('organizations', { name: 'new' }),
    ],
    policy,
    everything,
  );
