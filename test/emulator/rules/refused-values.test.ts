import { describe, expect, it } from 'vitest';
import { startTenant, toRecord } from '../test-tenant.ts';

const action = { name: 'greet', supported_triggers: [{ id: 'post-login', version: 'v3' }], code: '' };
const buildTrigger = (id: string, version: string) => ({ supported_triggers: [{ id, version }] });

describe('an action', () => {
  it.each([
    ['a version that its trigger does not have', buildTrigger('post-login', 'v9')],
    ['a second version of a trigger that is new', buildTrigger('post-credential-validation', 'v2')],
    ['a runtime that does not exist', { runtime: 'node99' }],
    ['a new secret without a value', { secrets: [{ name: 'KEY' }] }],
    ['a module by its name', { modules: [{ module_name: 'tools', module_version_number: 1 }] }],
    ['a module that does not exist', { modules: [{ module_id: 'no', module_version_id: 'no' }] }],
  ])('is refused with %s', async (_what, members) => {
    const { make, call } = await startTenant();
    const { id } = await make('/actions/modules', { name: 'tools', code: '', publish: true });
    expect(id).toEqual(expect.any(String));
    expect(await call('POST', '/actions/actions', { ...action, ...members })).toMatchObject({ status: 400 });
    const made = await make('/actions/actions', action);
    expect(await call('PATCH', `/actions/actions/${made.id}`, members)).toMatchObject({ status: 400 });
  });

  it('keeps a secret whose name is sent alone, and takes a module by the ids of both', async () => {
    const { make, call } = await startTenant();
    const module = await make('/actions/modules', { name: 'tools', code: '', publish: true });
    const modules = [{ module_id: module.id, module_version_id: toRecord(module.latest_version).id }];
    const made = await make('/actions/actions', { ...action, modules, secrets: [{ name: 'KEY', value: 'v' }] });
    expect(made.modules).toMatchObject([{ module_name: 'tools', module_version_number: 1 }]);
    const again = await call('PATCH', `/actions/actions/${made.id}`, { secrets: [{ name: 'KEY' }] });
    expect(again).toMatchObject({ status: 200, body: { secrets: made.secrets } });
  });
});

it('a log stream is not suspended by hand', async () => {
  const { make, call } = await startTenant();
  const sink = { datadogApiKey: 'k', datadogRegion: 'eu' };
  const { id } = await make('/log-streams', { name: 'dog', type: 'datadog', sink });
  for (const [status, expected] of [
    ['suspended', 400],
    ['paused', 200],
    ['active', 200],
  ] as const)
    expect((await call('PATCH', `/log-streams/${id}`, { status })).status).toBe(expected);
});

it('a custom domain becomes the default once it is verified, and cannot be deleted then', async () => {
  const { make, call, get, callEmulator: told } = await startTenant();
  const first = await get('/custom-domains/default');
  const { custom_domain_id: id } = await make('/custom-domains', { domain: 'login.example.com', type: 'auth0_managed_certs' });
  const choose = (domain: unknown) => call('PATCH', '/custom-domains/default', { domain });
  expect((await choose('login.example.com')).status).toBe(400);
  expect((await choose('unknown.example.com')).status).toBe(400);
  await told('dns', { domain: 'login.example.com' });
  await call('POST', `/custom-domains/${id}/verify`);
  expect(await choose('login.example.com')).toMatchObject({
    status: 200,
    body: { domain: 'login.example.com', is_default: true },
  });
  expect((await get(`/custom-domains/${id}`)).body).toMatchObject({ is_default: true });
  expect((await call('DELETE', `/custom-domains/${id}`)).status).toBe(409);
  expect(await choose(toRecord(first.body).domain)).toMatchObject({ status: 200 });
  expect((await get(`/custom-domains/${id}`)).body).toMatchObject({ is_default: false });
  expect((await call('DELETE', `/custom-domains/${id}`)).status).toBe(204);
});

it('metadata of a custom domain is merged, and null takes a key away', async () => {
  const { make, call } = await startTenant();
  const body = { domain: 'login.example.com', type: 'auth0_managed_certs', domain_metadata: { a: '1', b: '2' } };
  const { custom_domain_id: id } = await make('/custom-domains', body);
  const change = { domain_metadata: { a: null, c: '3' } };
  expect((await call('PATCH', `/custom-domains/${id}`, change)).body).toMatchObject({ domain_metadata: { b: '2', c: '3' } });
});

it('the Management API changes the access of users, and of nobody else', async () => {
  const { call, emulator, get } = await startTenant();
  const path = `/resource-servers/${encodeURIComponent(`https://${emulator.domain}/api/v2/`)}`;
  const user = { policy: 'deny_all' };
  const client = { policy: 'require_client_grant' };
  expect(await call('PATCH', path, { subject_type_authorization: { user, client } })).toMatchObject({ status: 400 });
  expect(await call('PATCH', path, { name: 'Mine' })).toMatchObject({ status: 400 });
  expect(await call('PATCH', path, { subject_type_authorization: { user }, token_lifetime: 60 })).toMatchObject({ status: 200 });
  expect((await get(path)).body).toMatchObject({ subject_type_authorization: { user, client } });
});

it('how blocked forms are sent is shown, and not taken', async () => {
  const { call } = await startTenant();
  for (const member of ['form_submission_mode', 'form_submission_behavior'])
    expect(await call('PATCH', '/attack-protection/brute-force-protection', { [member]: 'auto' })).toMatchObject({ status: 400 });
});

it('a rate limit for a client that does not exist is refused', async () => {
  const { call, emulator } = await startTenant();
  const limit = (id: string) => ({
    resource: 'oauth_authentication_api',
    consumer: 'client',
    consumer_selector: `client_id:${id}`,
    configuration: { action: 'block', limit: 1 },
  });
  expect(await call('POST', '/rate-limit-policies', limit('none'))).toMatchObject({ status: 400 });
  expect(await call('POST', '/rate-limit-policies', limit(emulator.clientId))).toMatchObject({ status: 201 });
});
