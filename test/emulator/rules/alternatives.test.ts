import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/model/json/json-value.ts';
import { startTenant, type TestTenant } from '../test-tenant.ts';

interface Alternatives {
  readonly what: string;
  readonly path: string;
  /** How the answer names the object's id. */
  readonly id: string;
  /** Members of the object that have nothing to do with the choice. */
  readonly base: (test: TestTenant) => Promise<JsonObject>;
  /** Each one alone is accepted. */
  readonly each: readonly JsonObject[];
  /** Refused on create and on update. */
  readonly together: readonly JsonObject[];
  readonly update?: 'PUT';
}

const provideBase = (base: JsonObject) => async (): Promise<JsonObject> => base;
const buildOptions = (value: JsonObject): JsonObject => ({ options: value });
const buildRule = (action: JsonObject, conditions: JsonObject = { match: { asns: [64_496] } }): JsonObject => ({
  rule: { scope: 'tenant', action, ...conditions },
});
const identifiers = { attributes: { email: { identifier: { active: true } } } };
const forms: JsonObject = { password_options: { complexity: { min_length: 14 } } };
const database = provideBase({ name: 'people', strategy: 'auth0' });
const buildInitiators = (value: JsonObject): JsonObject => ({
  oidc_logout: { backchannel_logout_urls: ['https://app.example.com/out'], backchannel_logout_initiators: value },
});
const buildTwilioProvider = (configuration: JsonObject): JsonObject => ({
  configuration: { sid: 'AC1', delivery_methods: ['text'], ...configuration },
});
const createProfile = async ({ make }: TestTenant): Promise<string> => {
  const profile = await make('/user-attribute-profiles', {
    name: 'mapping',
    user_attributes: {
      email: { label: 'Mail', description: 'Address', profile_required: true, auth0_mapping: 'email' },
    },
  });
  return String(profile.id);
};

const CASES: readonly Alternatives[] = [
  {
    what: 'flexible identifiers and the older ones',
    path: '/connections',
    id: 'id',
    base: database,
    each: [
      buildOptions(identifiers),
      buildOptions({ requires_username: true }),
      buildOptions({ validation: { username: { min: 2, max: 9 } } }),
    ],
    together: [
      buildOptions({ ...identifiers, requires_username: true }),
      buildOptions({ ...identifiers, validation: { username: { min: 2, max: 9 } } }),
    ],
  },
  {
    what: 'both forms of password policy',
    path: '/connections',
    id: 'id',
    base: database,
    each: [buildOptions(forms), buildOptions({ passwordPolicy: 'fair', password_history: { enable: true, size: 4 } })],
    together: [
      buildOptions({ ...forms, passwordPolicy: 'fair' }),
      buildOptions({ ...forms, password_history: { enable: true } }),
      buildOptions({ ...forms, password_dictionary: { enable: true } }),
      buildOptions({ ...forms, password_no_personal_info: { enable: true } }),
      buildOptions({ ...forms, password_complexity_options: { min_length: 9 } }),
    ],
  },
  {
    what: 'two sources of SAML metadata',
    path: '/connections',
    id: 'id',
    base: provideBase({ name: 'partner', strategy: 'samlp' }),
    each: [buildOptions({ metadataUrl: 'https://idp.example.com/m' }), buildOptions({ metadataXml: '<EntityDescriptor/>' })],
    together: [buildOptions({ metadataUrl: 'https://idp.example.com/m', metadataXml: '<EntityDescriptor/>' })],
  },
  {
    what: 'two sources of ADFS metadata',
    path: '/connections',
    id: 'id',
    base: provideBase({ name: 'office', strategy: 'adfs' }),
    each: [
      buildOptions({ adfs_server: 'adfs.example.com' }),
      buildOptions({ adfs_server: '', fedMetadataXml: '<EntityDescriptor/>' }),
    ],
    together: [buildOptions({ adfs_server: 'adfs.example.com', fedMetadataXml: '<EntityDescriptor/>' })],
  },
  {
    what: 'kinds of action and conditions of a network rule',
    path: '/network-acls',
    id: 'id',
    base: provideBase({ description: 'edge', active: true, priority: 7 }),
    each: [
      buildRule({ block: true }),
      buildRule({ redirect: true, redirect_uri: 'https://example.com/no' }),
      buildRule({ log: true }, { match_all: true }),
      buildRule({ allow: true }, { match: { asns: [64_496] }, not_match: { geo_country_codes: ['CH'] } }),
    ],
    together: [
      buildRule({ block: true, log: true }),
      buildRule({ block: true, redirect_uri: 'https://example.com/no' }),
      buildRule({ redirect: true }),
      buildRule({}),
      buildRule({ log: true }, { match_all: true, match: { asns: [64_496] } }),
      buildRule({ log: true }, { match_all: true, not_match: { asns: [64_496] } }),
    ],
  },
  {
    what: 'a number and a messaging service to send from',
    path: '/branding/phone/providers',
    id: 'id',
    base: provideBase({ name: 'twilio', credentials: { auth_token: 'token' } }),
    each: [buildTwilioProvider({ default_from: '+15550100' }), buildTwilioProvider({ mssid: 'MG1' })],
    together: [buildTwilioProvider({ default_from: '+15550100', mssid: 'MG1' }), buildTwilioProvider({})],
  },
  {
    what: 'every initiator of a logout and a selection of them',
    path: '/clients',
    id: 'client_id',
    base: provideBase({ name: 'shop' }),
    each: [buildInitiators({ mode: 'all' }), buildInitiators({ mode: 'custom', selected_initiators: ['rp-logout'] })],
    together: [buildInitiators({ mode: 'all', selected_initiators: ['rp-logout'] })],
  },
  {
    what: 'all scopes and some of them',
    path: '/client-grants',
    id: 'id',
    base: async ({ make }) => {
      const api = await make('/resource-servers', { identifier: 'urn:api', scopes: [{ value: 'a' }] });
      const client = await make('/clients', { name: 'worker' });
      return { client_id: client.client_id ?? '', audience: api.identifier ?? '' };
    },
    each: [{ scope: ['a'] }, { allow_all_scopes: true }],
    together: [{ scope: ['a'], allow_all_scopes: true }],
  },
];

/** What an update takes: all but what is fixed on create. */
const FIXED = ['strategy', 'client_id', 'audience'];
const pickChangeable = (body: JsonObject, path: string): JsonObject =>
  Object.fromEntries(
    Object.entries(body).filter(([name]) => !FIXED.includes(name) && !(path === '/connections' && name === 'name')),
  );

describe.each(CASES)('alternatives: $what', ({ path, id, base, each, together }) => {
  it('are accepted one by one', async () => {
    for (const one of each) {
      const test = await startTenant();
      const body = await base(test);
      expect(await test.call('POST', path, { ...body, ...one })).toMatchObject({ status: 201 });
    }
  });

  it('are refused together, by create and update', async () => {
    for (const both of together) {
      const test = await startTenant();
      const body = await base(test);
      expect(await test.call('POST', path, { ...body, ...both })).toMatchObject({ status: 400 });
      const made = await test.make(path, { ...body, ...each[0] });
      const change = pickChangeable({ ...body, ...both }, path);
      expect(await test.call('PATCH', `${path}/${made[id]}`, change)).toMatchObject({ status: 400 });
    }
  });
});

it('refuses attributes of a self-service profile beside a profile of attributes', async () => {
  const test = await startTenant();
  const user_attribute_profile_id = await createProfile(test);
  const attributes = [{ name: 'email', description: 'Address', is_optional: false }];
  const both = { name: 'sso', user_attributes: attributes, user_attribute_profile_id };
  expect(await test.call('POST', '/self-service-profiles', both)).toMatchObject({ status: 400 });
  const made = await test.make('/self-service-profiles', { name: 'sso', user_attributes: attributes });
  const path = `/self-service-profiles/${made.id}`;
  expect(await test.call('PATCH', path, { user_attribute_profile_id })).toMatchObject({ status: 400 });
  expect(await test.call('PATCH', path, { user_attributes: null, user_attribute_profile_id })).toMatchObject({ status: 200 });
});

it('refuses hours beside minutes of a session', async () => {
  const { call } = await startTenant();
  const kinds = ['', 'idle_', 'ephemeral_', 'idle_ephemeral_'];
  for (const name of kinds.map((kind) => `${kind}session_lifetime`)) {
    expect(await call('PATCH', '/tenants/settings', { [name]: 3, [`${name}_in_minutes`]: 180 })).toMatchObject({ status: 400 });
  }
});
