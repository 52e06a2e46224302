import { describe, expect, it } from 'vitest';
import { startTenant, toRecord } from '../test-tenant.ts';

const THIRD = { name: 'partner', is_first_party: false };

/** Members that first-party and permissive clients take, and strict ones do not. */
const REFUSED = [
  { grant_types: ['implicit'] },
  { grant_types: ['authorization_code', 'password'] },
  { app_type: 'sso_integration' },
  { jwt_configuration: { alg: 'HS256' } },
  { oidc_conformant: false },
  { addons: { samlp: {} } },
  { sso_disabled: true },
  { allowed_logout_urls: ['https://app.example.com/out'] },
  { session_transfer: { can_create_session_transfer_token: true } },
  { cross_origin_authentication: true },
];

describe('a third-party client', () => {
  it.each(REFUSED)('that is strict does not take %j', async (members) => {
    const { make, call } = await startTenant();
    expect(await call('POST', '/clients', { ...THIRD, ...members })).toMatchObject({ status: 400 });
    const { client_id } = await make('/clients', THIRD);
    expect(await call('PATCH', `/clients/${client_id}`, members)).toMatchObject({ status: 400 });
    await make('/clients', { ...THIRD, third_party_security_mode: 'permissive', ...members });
  });

  it('from a metadata document is registered once, and keeps what the document decides', async () => {
    const { call, make } = await startTenant();
    const register = () => call('POST', '/clients/cimd/register', { external_client_id: 'https://agent.test/client.json' });
    const [first, second] = [toRecord((await register()).body), toRecord((await register()).body)];
    expect(second.client_id).toBe(first.client_id);
    const path = `/clients/${first.client_id}`;
    for (const body of [
      { name: 'Mine' },
      { callbacks: ['https://mine.test'] },
      { token_endpoint_auth_method: 'client_secret_post' },
    ])
      expect(await call('PATCH', path, body)).toMatchObject({ status: 400 });
    const may = { description: 'x', grant_types: ['authorization_code', 'refresh_token'], app_type: 'spa', name: 'agent.test' };
    expect(await call('PATCH', path, may)).toMatchObject({ status: 200 });
    await make('/clients', { name: 'agent.test' });
  });

  it('that is strict takes what it may have, and what it has anyway', async () => {
    const { make, call } = await startTenant();
    const may = {
      callbacks: ['https://app.example.com/in'],
      grant_types: ['authorization_code', 'refresh_token'],
      app_type: 'spa',
    };
    const { client_id } = await make('/clients', { ...THIRD, ...may, sso_disabled: false, client_aliases: [] });
    const again = { ...may, is_first_party: false, cross_origin_authentication: false, redirection_policy: 'allow_always' };
    expect(await call('PATCH', `/clients/${client_id}`, again)).toMatchObject({ status: 200 });
  });
});
