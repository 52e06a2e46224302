import type { JsonObject } from '../../src/model/json/json-value.ts';

/** A little of everything that a definition can hold. */
export const SAMPLE: JsonObject = {
  include: [],
  reconcile: {
    tenant: 'acme.eu.auth0.com',
    prune: ['roles'],
    protect: ['clients/Admin*'],
    ignore: ['clients/*/logo_uri'],
    limits: { delete: '10%', update: 3 },
  },
  resourceServers: [{ identifier: 'https://api.test/', scopes: [{ value: 'read:x', description: 'd' }], token_lifetime: 60 }],
  clients: [
    { name: 'App', app_type: 'regular_web', callbacks: ['https://##ENV##.test/cb'], client_secret: '${secret:SECRET}' },
    {
      name: 'Other',
      $renamed_from: 'Older',
      client_metadata: { a: '1' },
      jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 60 },
    },
  ],
  clientGrants: [{ client_id: 'App', audience: 'https://api.test/', scope: ['read:x'] }],
  databases: [{ name: 'users', enabled_clients: ['App'], options: { customScripts: { login: './login.js' } } }],
  connections: [{ name: 'google', strategy: 'google-oauth2', options: { client_id: 'x', client_secret: '${secret:SECRET}' } }],
  roles: [
    {
      name: 'clerk',
      description: '${env:HOME:-x}',
      permissions: [{ resource_server_identifier: 'https://api.test/', permission_name: 'read:x' }],
    },
  ],
  organizations: [{ name: 'acme', metadata: { a: '1' }, branding: { colors: { primary: '#fff', page_background: '#000' } } }],
};
