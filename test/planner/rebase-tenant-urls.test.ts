import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { loadDefinition } from '../loader/load-helpers.ts';
import { findPlanProblems, listOperationIds, planOrFail } from './plan-helpers.ts';

const own = 'https://here.eu.auth0.com/api/v2/';
const buildLive = (id: string, body: object) => ({ id, body: JSON.parse(JSON.stringify({ ...body, id })), relations: {} });
const snapshot: Snapshot = {
  tenant: 'here.eu.auth0.com',
  types: {
    resourceServers: {
      status: 'read',
      resources: [
        buildLive('rs', { identifier: own, name: 'Auth0 Management API', is_system: true, scopes: [{ value: 'read:users' }] }),
      ],
    },
    clients: { status: 'read', resources: [buildLive('c1', { client_id: 'c1', name: 'Shop' })] },
    clientGrants: { status: 'read', resources: [] },
    roles: { status: 'read', resources: [] },
  },
};
const buildGrantYaml = (audience: string): string =>
  `clientGrants:\n  - { client_id: Shop, audience: "${audience}", scope: ["read:users"] }\n`;

test.each([
  'https://there.auth0.com/api/v2/',
  'https://there.us-3.auth0.com/api/v2/',
  'https://<your-tenant>.eu.auth0.com/api/v2/',
])('a grant for %s opens this tenant’s own Management API, and says so', async (audience) => {
  const plan = planOrFail(await loadDefinition(buildGrantYaml(audience)), snapshot);
  expect(listOperationIds(plan)).toEqual([`create clientGrants/Shop|${own}`, `note clientGrants/Shop|${own} tenant`]);
  expect(plan.operations[0]?.requests[0]?.body).toMatchObject({ audience: own });
});

test('the Management API of a private cloud is known by the domain in the config file of auth0-deploy-cli', async () => {
  const audience = 'https://login.acme.test/api/v2/';
  for (const AUTH0_DOMAIN of ['login.acme.test', 'https://login.acme.test/']) {
    const plan = planOrFail(await loadDefinition(buildGrantYaml(audience), { config: { AUTH0_DOMAIN } }), snapshot);
    expect(listOperationIds(plan)).toEqual([`create clientGrants/Shop|${own}`, `note clientGrants/Shop|${own} tenant`]);
  }
  const other = await loadDefinition(buildGrantYaml(audience), { config: { AUTH0_DOMAIN: 'acme.test' } });
  expect(findPlanProblems(other, snapshot).map(({ code }) => code)).toEqual(['dangling-reference']);
});

test('its own is nothing to speak of', async () => {
  expect(listOperationIds(planOrFail(await loadDefinition(buildGrantYaml(own)), snapshot))).toEqual([
    `create clientGrants/Shop|${own}`,
  ]);
});

test.each(['https://there.auth0.com/api/v3/', 'https://auth0.com.evil.test/api/v2/', 'https://api.acme.test/api/v2/'])(
  '%s is nobody’s Management API: a reference to nothing, told once',
  async (audience) => {
    expect(findPlanProblems(await loadDefinition(buildGrantYaml(audience)), snapshot).map(({ code }) => code)).toEqual([
      'dangling-reference',
    ]);
  },
);

test('permissions of a role, and the API itself where it is declared', async () => {
  const there = 'https://there.auth0.com/api/v2/';
  const permission = `{ permission_name: "read:users", resource_server_identifier: "${there}" }`;
  const text = `roles:\n  - { name: clerk, permissions: [${permission}] }\nresourceServers:\n  - { identifier: "${there}", name: Auth0 Management API }\n`;
  const plan = planOrFail(await loadDefinition(text), snapshot);
  expect(listOperationIds(plan).filter((id) => !id.startsWith('note'))).toEqual([
    'create roles/clerk',
    'link roles/clerk permissions',
  ]);
  expect(listOperationIds(plan)).toContain(`note resourceServers/${own}`);
  expect(JSON.stringify(plan.operations.map(({ requests }) => requests))).not.toContain('there');
});

test('a client of another tenant that only starts logins at the provider is told, and sent as it is', async () => {
  const options = 'idpinitiated: { enabled: true, client_id: lsHbUXlIE1d8SLWgOZBCfBL8SbmRCRc- }';
  const text = `connections:\n  - { name: saml, strategy: samlp, options: { signInEndpoint: "https://idp.test", ${options} } }\n`;
  const plan = planOrFail(await loadDefinition(text), {
    ...snapshot,
    types: { ...snapshot.types, connections: { status: 'read', resources: [] } },
  });
  expect(listOperationIds(plan)).toEqual(['create connections/saml', 'note connections/saml /options/idpinitiated/client_id']);
});
