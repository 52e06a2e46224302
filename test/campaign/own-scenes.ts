import { generatePublicPem } from '../support/client-keys.ts';
import type { SceneTexts } from './scenes.ts';

const API = 'urn:campaign:api';
const api = `resourceServers: [{ identifier: "${API}", name: Orders, scopes: [{ value: read }, { value: write }] }]`;
const clients = 'clients: [{ name: Kiosk }, { name: Depot }]';
const grants = `clientGrants: [{ client_id: Kiosk, audience: "${API}", scope: [read], organization_usage: allow }]`;

const writeKeyedClient = (description: string, name: string, pem: string): string => `
clients:
  - name: Kiosk
    description: ${description}
    client_authentication_methods:
      private_key_jwt:
        credentials:
          - name: ${name}
            credential_type: public_key
            alg: RS256
            pem: ${JSON.stringify(pem)}
`;

const writeDirectory = (provisioning: string, groups: string): string => `
connections:
  - name: tower
    strategy: google-apps
    options: { domain: acme.test }
    directory_provisioning_configuration: ${provisioning}
    synchronized_groups: [${groups}]
`;

/** Types that own lists and keys: two states, so that every one of those is made, changed and taken away. */
export const OWN_SCENES: readonly SceneTexts[] = [
  {
    type: 'resourceServers',
    before: api,
    after: `resourceServers: [{ identifier: "${API}", name: Orders API, scopes: [{ value: read }, { value: new }] }]`,
  },
  {
    type: 'clients',
    before: 'clients: [{ name: Kiosk, description: one, client_metadata: { team: one } }]',
    after: 'clients: [{ name: Kiosk, description: two, client_metadata: { team: two } }, { name: Depot }]',
  },
  {
    type: 'clients',
    name: 'keys',
    before: writeKeyedClient('one', 'first', generatePublicPem()),
    after: writeKeyedClient('two', 'second', generatePublicPem()),
  },
  {
    type: 'clientGrants',
    with: `${api}\n${clients}`,
    before: grants,
    after: `clientGrants: [{ client_id: Kiosk, audience: "${API}", scope: [write], organization_usage: allow }]`,
  },
  {
    type: 'connections',
    with: clients,
    before: `
connections:
  - name: harbour
    strategy: samlp
    options: { signInEndpoint: "https://idp.acme.test/in" }
    enabled_clients: [Kiosk]
    scim_configuration: { user_id_attribute: externalId }
`,
    after: `
connections:
  - name: harbour
    strategy: samlp
    options: { signInEndpoint: "https://idp.acme.test/in2" }
    enabled_clients: [Depot]
    scim_configuration: { user_id_attribute: userName }
`,
  },
  {
    type: 'connections',
    name: 'directory',
    before: writeDirectory('{ synchronize_groups: selected }', '{ id: sailors }, { id: pilots }'),
    after: writeDirectory('{ synchronize_groups: selected, synchronize_automatically: true }', '{ id: pilots }, { id: cooks }'),
  },
  {
    type: 'organizationRoles',
    name: 'permissions',
    with: `${api}\norganizations: [{ name: fleet }]`,
    before: `organizationRoles: [{ organization: fleet, name: sailor, permissions: [{ resource_server_identifier: "${API}", permission_name: read }] }]`,
    after: `organizationRoles: [{ organization: fleet, name: sailor, permissions: [{ resource_server_identifier: "${API}", permission_name: write }] }]`,
  },
  {
    type: 'roles',
    with: api,
    before: `roles: [{ name: sailor, description: one, permissions: [{ resource_server_identifier: "${API}", permission_name: read }] }]`,
    after: `roles: [{ name: sailor, description: two, permissions: [{ resource_server_identifier: "${API}", permission_name: write }] }]`,
  },
  {
    type: 'organizations',
    with: `${api}\n${clients}\n${grants}\nconnections: [{ name: harbour, strategy: auth0 }]`,
    before: `
organizations:
  - name: fleet
    display_name: One
    connections: [{ name: harbour, show_as_button: true }]
    discovery_domains: [{ domain: old.acme.test }]
`,
    after: `
organizations:
  - name: fleet
    display_name: Two
    connections: [{ name: harbour, show_as_button: false }]
    client_grants: [{ client_id: Kiosk, audience: "${API}" }]
    discovery_domains: [{ domain: new.acme.test }]
`,
  },
  {
    type: 'selfServiceProfiles',
    before: `
selfServiceProfiles:
  - name: berths
    description: one
    customText: { en: { get-started: { introduction: Ahoy, title: Old } } }
`,
    after: `
selfServiceProfiles:
  - name: berths
    description: two
    customText: { en: { get-started: { introduction: Hello } } }
`,
  },
];
