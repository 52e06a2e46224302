import { toAddress } from '../src/model/address.ts';
import { DEFAULT_POLICY, type DeclaredResource, type Definition } from '../src/model/definition/definition.ts';
import type { JsonObject } from '../src/model/json/json-value.ts';
import type { LiveResource, Snapshot } from '../src/model/snapshot.ts';

export interface TenantPair {
  readonly definition: Definition;
  readonly snapshot: Snapshot;
}

const createClient = (n: number): JsonObject => ({
  name: `client ${n}`,
  description: `number ${n}`,
  app_type: 'regular_web',
  callbacks: [`https://c${n}.acme.test/callback`, `https://c${n}.acme.test/other`],
  allowed_logout_urls: [`https://c${n}.acme.test`],
  grant_types: ['authorization_code', 'refresh_token'],
  oidc_conformant: true,
  jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36000 },
  client_metadata: { team: `team-${n % 17}` },
});

const declareResource = (type: string, key: string, fields: JsonObject): DeclaredResource => ({
  type,
  key,
  address: toAddress(type, key),
  fields,
  relations: {},
  secrets: {},
  origin: { kind: 'file', file: 'tenant.yaml', line: 1, column: 1 },
});

/** `count` resources that are declared just as they live: half clients, half roles; live lists in another order. */
export function createEqualTenant(count: number): TenantPair {
  const clients = Array.from({ length: Math.ceil(count / 2) }, (_, n) => createClient(n));
  const roles = Array.from({ length: Math.floor(count / 2) }, (_, n) => ({ name: `role ${n}`, description: `number ${n}` }));
  const liveClients = clients.map(
    (fields, n): LiveResource => ({
      id: `client-${n}`,
      body: { ...fields, callbacks: reverseCallbacks(fields), client_id: `client-${n}`, tenant: 'acme', sso_disabled: false },
      relations: {},
    }),
  );
  const liveRoles = roles.map(
    (fields, n): LiveResource => ({ id: `rol_${n}`, body: { ...fields, id: `rol_${n}` }, relations: {} }),
  );
  return {
    definition: {
      declared: [{ type: 'clients' }, { type: 'roles' }],
      resources: [
        ...clients.map((fields) => declareResource('clients', String(fields.name), fields)),
        ...roles.map((fields) => declareResource('roles', fields.name, fields)),
      ],
      absent: [],
      policy: DEFAULT_POLICY,
      digest: 'bench',
    },
    snapshot: {
      tenant: 'acme.eu.auth0.com',
      types: { clients: { status: 'read', resources: liveClients }, roles: { status: 'read', resources: liveRoles } },
    },
  };
}

const reverseCallbacks = (fields: JsonObject): JsonObject['callbacks'] & readonly string[] => {
  const { callbacks } = fields;
  return Array.isArray(callbacks) ? [...callbacks].reverse().map(String) : [];
};
