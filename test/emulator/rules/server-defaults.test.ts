import { describe, expect, it } from 'vitest';
import { getObjects } from '../../../src/emulator/engine/json-objects.ts';
import { makeLoopbackIdentity } from '../../../src/emulator/http/tls/loopback-identity.ts';
import { startTenant, toRecord } from '../test-tenant.ts';

describe('a client', () => {
  it('is answered with both names of its logout, whichever was written', async () => {
    const { make, call } = await startTenant();
    const settings = { backchannel_logout_urls: ['https://app.example.com/out'] };
    for (const name of ['oidc_logout', 'oidc_backchannel_logout']) {
      const client = await make('/clients', { name, [name]: settings });
      expect(client).toMatchObject({ oidc_logout: settings, oidc_backchannel_logout: settings });
      const gone = toRecord((await call('PATCH', `/clients/${client.client_id}`, { [name]: null })).body);
      expect(Object.keys(gone).filter((member) => member.startsWith('oidc_') && member.endsWith('logout'))).toEqual([]);
    }
  });

  it('takes null for objects that the reference does not call nullable', async () => {
    const { make, call, get } = await startTenant();
    const client = await make('/clients', { name: 'shop', addons: { samlp: { audience: 'urn:shop' } } });
    for (const name of ['addons', 'token_vault_privileged_access', 'oidc_logout', 'oidc_backchannel_logout']) {
      expect(await call('PATCH', `/clients/${client.client_id}`, { [name]: null })).toMatchObject({ status: 200 });
    }
    expect((await get(`/clients/${client.client_id}`)).body).not.toHaveProperty('addons');
  });

  it('gets the rest of a session transfer that is sent in part', async () => {
    const { make, call } = await startTenant();
    const client = await make('/clients', { name: 'app', session_transfer: { can_create_session_transfer_token: true } });
    const rest = { enforce_device_binding: 'ip', enforce_cascade_revocation: true, enforce_online_refresh_tokens: true };
    expect(client.session_transfer).toMatchObject({
      can_create_session_transfer_token: true,
      allowed_authentication_methods: [],
      ...rest,
    });
    const change = { session_transfer: { allowed_authentication_methods: ['cookie'] } };
    expect((await call('PATCH', `/clients/${client.client_id}`, change)).body).toMatchObject({
      session_transfer: { can_create_session_transfer_token: true, allowed_authentication_methods: ['cookie'], ...rest },
    });
  });

  it('shows the private part of its signing key once, and a deprecated subject in lists', async () => {
    const { make, get } = await startTenant();
    const client = await make('/clients', { name: 'app' });
    expect(getObjects(client, 'signing_keys')).toMatchObject([{ key: expect.any(String), cert: expect.any(String) }]);
    const read = toRecord((await get(`/clients/${client.client_id}`)).body);
    expect(Object.keys(getObjects(read, 'signing_keys')[0] ?? {}).sort()).toEqual(['cert', 'pkcs7', 'subject']);
    expect(getObjects(read, 'signing_keys')[0]?.subject).not.toBe('deprecated');
    const { body } = await get('/clients');
    const subjects = getObjects({ body }, 'body').flatMap((one) => getObjects(one, 'signing_keys').map((key) => key.subject));
    expect(new Set(subjects)).toEqual(new Set(['deprecated']));
  });

  it('of a third party is strict unless it is sent as permissive', async () => {
    const { make } = await startTenant();
    const strict = await make('/clients', { name: 'partner', is_first_party: false });
    expect(strict).toMatchObject({ third_party_security_mode: 'strict', grant_types: ['authorization_code'] });
    expect(strict.client_id).toMatch(/^tpc_/);
    const permissive = await make('/clients', { name: 'old', is_first_party: false, third_party_security_mode: 'permissive' });
    expect(permissive.client_id).not.toMatch(/^tpc_/);
  });
});

describe('a database', () => {
  it('with flexible identifiers has codes off, and verifies e-mail by a link', async () => {
    const { make } = await startTenant();
    const attributes = { email: { identifier: { active: true } } };
    const { options } = await make('/connections', { name: 'people', strategy: 'auth0', options: { attributes } });
    expect(options).toMatchObject({
      authentication_methods: { email_otp: { enabled: false }, phone_otp: { enabled: false }, password: { enabled: true } },
      attributes: { email: { unique: true, verification_method: 'link' } },
    });
    const sent = { attributes, authentication_methods: { email_otp: { enabled: true } } };
    const other = await make('/connections', { name: 'others', strategy: 'auth0', options: sent });
    expect(other.options).toMatchObject({ authentication_methods: { email_otp: { enabled: true } } });
  });

  it('puts brute-force protection back where a PATCH of its options leaves it out', async () => {
    const { make, call } = await startTenant();
    const made = await make('/connections', {
      name: 'people',
      strategy: 'auth0',
      options: { passwordPolicy: 'fair', brute_force_protection: false },
    });
    expect(made.options).toMatchObject({ brute_force_protection: false });
    const change = { options: { passwordPolicy: 'fair' } };
    expect((await call('PATCH', `/connections/${made.id}`, change)).body).toMatchObject({
      options: { brute_force_protection: true },
    });
  });
});

it('pages encryption keys by the size that was asked for', async () => {
  const { get } = await startTenant();
  const all = toRecord((await get('/keys/encryption?include_totals=true')).body);
  expect(all).toMatchObject({ start: 0, limit: 50, total: getObjects(all, 'keys').length });
  const page = toRecord((await get('/keys/encryption?include_totals=true&page=1&per_page=1')).body);
  expect(page).toMatchObject({ start: 1, limit: 1, keys: [getObjects(all, 'keys')[1]] });
});

it('keeps the last newline of a certificate if it has one', async () => {
  const { make } = await startTenant();
  const pem = String(makeLoopbackIdentity().cert).trimEnd();
  const encodeBase64 = (text: string): string => Buffer.from(text).toString('base64');
  const sent = [pem, `${pem}\n`, encodeBase64(pem), encodeBase64(`${pem}\n`)];
  for (const [index, signingCert] of sent.entries()) {
    const made = await make('/connections', { name: `saml-${index}`, strategy: 'samlp', options: { signingCert } });
    expect(made.options).toMatchObject({ signingCert, cert: index % 2 === 0 ? pem : `${pem}\n` });
  }
});
