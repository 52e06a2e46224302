import { describe, expect, it } from 'vitest';
import { toObject } from '../../../src/emulator/engine/json-objects.ts';
import { listSchemaFamilies, readSchemaFamily } from '../../../src/emulator/request-schema-files.ts';
import { getObjectMember, isArray, isObject, type JsonObject, type JsonValue } from '../../../src/model/json/json-value.ts';
import { pickSample } from '../../support/run-size.ts';
import { startTenant, type TestTenant, toRecord } from '../test-tenant.ts';

/** Follows references inside the family. */
function resolveSchema(family: JsonObject, schema: JsonValue | undefined): JsonObject {
  const found = toObject(schema);
  const { $ref } = found;
  if (typeof $ref !== 'string') return found;
  return resolveSchema(family, getObjectMember(toObject(getObjectMember(family, '$defs')), $ref.split('/').at(-1) ?? ''));
}

function isNullable(family: JsonObject, schema: JsonValue | undefined): boolean {
  const { type, enum: values, anyOf, oneOf } = resolveSchema(family, schema);
  if ([type].flat().includes('null') || (isArray(values) && values.includes(null))) return true;
  const forms = [anyOf, oneOf].flatMap((list) => (isArray(list) ? list : []));
  return forms.some((form) => isNullable(family, form));
}

function listNullableMembers(path: string): readonly string[] {
  const [, name = ''] = path.split('/');
  const family = readSchemaFamily(listSchemaFamilies().get(name) ?? '');
  const operation = toObject(getObjectMember(toObject(getObjectMember(family, 'operations')), `PATCH ${path}`));
  const members = toObject(resolveSchema(family, operation.body).properties);
  return Object.keys(members).filter((key) => isNullable(family, members[key]));
}

/** One of each kind, to be changed; the paths are those of the facts. */
const OBJECTS: Readonly<Record<string, (test: TestTenant) => Promise<string>>> = {
  '/agents/{}': async ({ make }) => `/agents/${(await make('/agents', { name: 'a', metadata: { a: 1 } })).agent_id}`,
  '/branding': async () => '/branding',
  '/clients/{}': async ({ make }) => `/clients/${(await make('/clients', { name: 'a' })).client_id}`,
  '/client-grants/{}': async ({ make }) => {
    await make('/resource-servers', { identifier: 'urn:a' });
    const { client_id } = await make('/clients', { name: 'a' });
    return `/client-grants/${(await make('/client-grants', { client_id, audience: 'urn:a', scope: [] })).id}`;
  },
  '/connections/{}': async ({ make }) => `/connections/${(await make('/connections', { name: 'a', strategy: 'oidc' })).id}`,
  '/connection-profiles/{}': async ({ make }) => `/connection-profiles/${(await make('/connection-profiles', { name: 'a' })).id}`,
  '/custom-domains/{}': async ({ make }) => {
    const body = { domain: 'a.example.com', type: 'self_managed_certs' };
    return `/custom-domains/${(await make('/custom-domains', body)).custom_domain_id}`;
  },
  '/emails/provider': async ({ make }) => {
    await make('/emails/provider', { name: 'sendgrid', credentials: { api_key: 'k' } });
    return '/emails/provider';
  },
  '/flows/{}': async ({ make }) => `/flows/${(await make('/flows', { name: 'a' })).id}`,
  '/forms/{}': async ({ make }) => `/forms/${(await make('/forms', { name: 'a' })).id}`,
  '/organizations/{}': async ({ make }) => `/organizations/${(await make('/organizations', { name: 'a' })).id}`,
  '/prompts': async () => '/prompts',
  '/resource-servers/{}': async ({ make }) =>
    `/resource-servers/${(await make('/resource-servers', { identifier: 'urn:a' })).id}`,
  '/self-service-profiles/{}': async ({ make }) =>
    `/self-service-profiles/${(await make('/self-service-profiles', { name: 'a' })).id}`,
  '/tenants/settings': async () => '/tenants/settings',
};

describe.each(Object.entries(OBJECTS))('PATCH %s', (path, make) => {
  const members = listNullableMembers(path);

  it.each(pickSample(members, 3, path))('takes null for %s, which then is not there', async (name) => {
    const test = await startTenant();
    const place = await make(test);
    expect(await test.call('PATCH', place, { [name]: null })).toMatchObject({ status: 200 });
    const left = getObjectMember(toRecord((await test.get(place)).body), name) ?? null;
    const isNothing = left === null || (isArray(left) && left.length === 0) || isObject(left);
    expect(isNothing, JSON.stringify(left)).toBe(true);
  });
});

it('finds members that take null in every kind of object it knows', () => {
  expect(Object.keys(OBJECTS).filter((path) => listNullableMembers(path).length === 0)).toEqual([]);
});
