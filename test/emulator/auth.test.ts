import { generateKeyPairSync } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readAnswer, requestToken, startTenant, toRecord } from './test-tenant.ts';

describe('POST /oauth/token', () => {
  it('gives a signed token that says what was granted', async () => {
    const { emulator, token } = await startTenant();
    const keys = createRemoteJWKSet(new URL(`${emulator.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(token, keys, {
      issuer: `https://${emulator.domain}/`,
      audience: `https://${emulator.domain}/api/v2/`,
    });
    expect(payload.sub).toBe(`${emulator.clientId}@clients`);
    expect(String(payload.scope)).toContain('read:connections_options');
  });

  it('takes a form, the address of the emulator as audience, and a narrower scope', async () => {
    const { emulator } = await startTenant();
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: emulator.clientId,
      client_secret: emulator.clientSecret,
      audience: `${emulator.url}/api/v2/`,
      scope: 'read:roles nothing:here',
    });
    const answer = await readAnswer(await fetch(`${emulator.url}/oauth/token`, { method: 'POST', body: form }));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ scope: 'read:roles', token_type: 'Bearer', expires_in: 86_400 });
  });

  it.each([
    [{ client_secret: 'wrong' }, 401, 'access_denied'],
    [{ client_id: 'nobody' }, 401, 'access_denied'],
    [{ grant_type: 'password' }, 403, 'unsupported_grant_type'],
    [{ audience: 'https://unknown/' }, 403, 'access_denied'],
  ])('refuses %j', async (wrong, status, error) => {
    const { emulator } = await startTenant();
    const answer = await readAnswer(await requestToken(emulator, wrong));
    expect([answer.status, toRecord(answer.body).error]).toEqual([status, error]);
  });

  it('serves any client that has a grant, and no client without one', async () => {
    const { emulator, make, call } = await startTenant();
    const client = await make('/clients', {
      name: 'CI',
      app_type: 'non_interactive',
      token_endpoint_auth_method: 'client_secret_post',
    });
    const login = { client_id: String(client.client_id), client_secret: String(client.client_secret) };
    expect((await requestToken(emulator, login)).status).toBe(403);
    const audience = `https://${emulator.domain}/api/v2/`;
    await make('/client-grants', { client_id: client.client_id, audience, scope: ['read:roles'] });
    const token = String(toRecord((await readAnswer(await requestToken(emulator, login))).body).access_token);
    expect((await call('GET', '/roles', undefined, { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await call('GET', '/clients', undefined, { authorization: `Bearer ${token}` })).status).toBe(403);
  });
});

describe('private_key_jwt', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' });

  async function createKeyClient() {
    const there = await startTenant();
    const client = await there.make('/clients', {
      name: 'Key client',
      app_type: 'non_interactive',
      client_authentication_methods: {
        private_key_jwt: { credentials: [{ credential_type: 'public_key', pem, name: 'first' }] },
      },
    });
    const id = String(client.client_id);
    await there.make('/client-grants', {
      client_id: id,
      audience: `https://${there.emulator.domain}/api/v2/`,
      scope: ['read:roles'],
    });
    const signAssertion = (claims: { aud?: string; life?: number; jti?: string }) =>
      new SignJWT({ jti: claims.jti ?? 'one' })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(id)
        .setSubject(id)
        .setAudience(claims.aud ?? `https://${there.emulator.domain}/`)
        .setExpirationTime(`${claims.life ?? 60}s`)
        .sign(privateKey);
    const requestTokenWithKey = async (claims: { aud?: string; life?: number; jti?: string } = {}) =>
      requestToken(there.emulator, {
        client_id: id,
        client_assertion: await signAssertion(claims),
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      });
    return { client, login: requestTokenWithKey };
  }

  it('keeps credentials apart from the client, and takes an assertion once', async () => {
    const { client, login } = await createKeyClient();
    expect(client).not.toHaveProperty('client_secret');
    expect(client.client_authentication_methods).toEqual({
      private_key_jwt: { credentials: [{ id: expect.stringMatching(/^cred_/) }] },
    });
    expect((await login()).status).toBe(200);
    expect((await login()).status).toBe(401);
    expect((await login({ jti: 'two' })).status).toBe(200);
  });

  it.each([{ aud: 'https://elsewhere/' }, { life: 900 }])('refuses %j', async (claims) => {
    const { login } = await createKeyClient();
    expect((await login(claims)).status).toBe(401);
  });
});

describe('bearer tokens', () => {
  it.each([
    [undefined, 401],
    ['Basic abc', 401],
    ['Bearer not.a.token', 401],
  ])('refuses %s', async (authorization, status) => {
    const { emulator } = await startTenant();
    const answer = await readAnswer(
      await fetch(`${emulator.url}/api/v2/roles`, { headers: authorization === undefined ? {} : { authorization } }),
    );
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ statusCode: 401, error: 'Unauthorized' });
  });

  it('refuses the token of another emulator', async () => {
    const one = await startTenant();
    const other = await startTenant();
    expect((await other.call('GET', '/roles', undefined, { authorization: `Bearer ${one.token}` })).status).toBe(401);
  });

  it('refuses an expired one', async () => {
    let now = Date.now();
    const { get } = await startTenant({ now: () => new Date(now) });
    expect((await get('/roles')).status).toBe(200);
    now += 86_400_001;
    expect((await get('/roles')).status).toBe(401);
  });

  it('names the scopes that would have done', async () => {
    const { get, call } = await startTenant({ scopes: ['read:clients'] });
    expect(await get('/roles')).toMatchObject({
      status: 403,
      body: { errorCode: 'insufficient_scope', message: 'Insufficient scope, expected any of: read:roles' },
    });
    expect((await call('POST', '/roles', { name: 'x' })).status).toBe(403);
  });

  it('hides secrets and options without a word', async () => {
    const { get } = await startTenant({ scopes: ['read:clients', 'read:connections'] });
    const clients = await get('/clients');
    const connections = await get('/connections');
    expect(JSON.stringify(clients.body)).not.toContain('"client_secret"');
    expect(JSON.stringify(clients.body)).not.toContain('signing_keys');
    expect(toRecord(Array.isArray(connections.body) ? connections.body[0] : null)).not.toHaveProperty('options');
    expect((await get('/clients?fields=client_secret')).status).toBe(403);
  });

  it('wants update:connections_options for options', async () => {
    const { get, call } = await startTenant({ scopes: ['read:connections', 'update:connections'] });
    const { body } = await get('/connections');
    const id = toRecord(Array.isArray(body) ? body[0] : null).id;
    expect((await call('PATCH', `/connections/${id}`, { show_as_button: true })).status).toBe(200);
    expect((await call('PATCH', `/connections/${id}`, { options: {} })).status).toBe(403);
  });
});
