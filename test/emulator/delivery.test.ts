import { describe, expect, it } from 'vitest';
import { startTenant, toRecord } from './test-tenant.ts';

describe('custom domains', () => {
  it('stay pending, and tell what DNS must say', async () => {
    const { call, get, make } = await startTenant();
    const domain = await make('/custom-domains', { domain: 'login.example.com', type: 'auth0_managed_certs' });
    const id = String(domain.custom_domain_id);
    expect(id).toMatch(/^cd_[A-Za-z0-9]{16}$/);
    expect(domain).toMatchObject({
      primary: true,
      is_default: false,
      status: 'pending_verification',
      tls_policy: 'recommended',
      verification: {
        methods: [
          {
            name: 'CNAME',
            record: `example-tenant-${id.toLowerCase().replace('_', '-')}.edge.tenants.eu.auth0.com`,
            domain: 'login.example.com',
          },
        ],
      },
    });
    expect((await call('POST', `/custom-domains/${id}/verify`)).body).toMatchObject({ status: 'pending_verification' });
    expect((await call('PATCH', '/custom-domains/default', { domain: 'login.example.com' })).body).toMatchObject({
      statusCode: 400,
      message: 'The domain must be verified before it can be set as default.',
      errorCode: 'invalid_body',
    });
    expect((await get('/custom-domains')).body).toHaveLength(1);
    expect((await get('/custom-domains?q=domain:other*&take=5')).body).toEqual({ custom_domains: [] });
    expect((await call('POST', '/custom-domains', { domain: 'login.example.com', type: 'auth0_managed_certs' })).status).toBe(
      409,
    );
  });

  it('are ready once the emulator is told of their DNS', async () => {
    const { call, emulator, get, make, callEmulator: told } = await startTenant();
    const domain = await make('/custom-domains', { domain: 'own.example.com', type: 'self_managed_certs' });
    await told('dns', { domain: 'own.example.com' });
    const path = `/custom-domains/${domain.custom_domain_id}`;
    expect((await call('POST', `${path}/verify`)).body).toMatchObject({
      status: 'ready',
      cname_api_key: expect.stringMatching(/^[0-9a-f]{128}$/),
      origin_domain_name: expect.any(String),
    });
    expect((await get(path)).body).not.toHaveProperty('cname_api_key');
    expect((await call('POST', `${path}/verify`)).status).toBe(400);
    expect((await call('PATCH', path, { tls_policy: 'recommended' })).status).toBe(400);
    expect((await call('PATCH', path, { relying_party_identifier: 'example.com' })).status).toBe(200);
    expect((await call('PATCH', path, { relying_party_identifier: 'other.com' })).status).toBe(400);
    expect((await call('PATCH', '/custom-domains/default', { domain: 'own.example.com' })).body).toMatchObject({
      is_default: true,
    });
    expect((await call('DELETE', path)).status).toBe(409);
    await call('PATCH', '/custom-domains/default', { domain: emulator.domain });
    expect((await get('/custom-domains/default')).body).toEqual({ domain: emulator.domain });
    expect((await call('DELETE', path)).status).toBe(204);
  });

  it('leave open whose mails a new user gets, unless one is the default or named', async () => {
    const { call, make, callEmulator: told } = await startTenant();
    for (const domain of ['a.example.com', 'b.example.com']) {
      const made = await make('/custom-domains', { domain, type: 'auth0_managed_certs' });
      await told('dns', { domain });
      await call('POST', `/custom-domains/${made.custom_domain_id}/verify`);
    }
    const buildUser = (email: string) => ({ connection: 'Username-Password-Authentication', email, password: 'Pass-word-1' });
    expect(await call('POST', '/users', buildUser('x@example.com'))).toMatchObject({
      status: 409,
      body: { errorCode: 'custom_domain_conflict' },
    });
    const named = { 'auth0-custom-domain': 'b.example.com' };
    expect((await call('POST', '/users', buildUser('x@example.com'), named)).status).toBe(201);
    await call('PATCH', '/custom-domains/default', { domain: 'a.example.com' });
    expect((await call('POST', '/users', buildUser('y@example.com'))).status).toBe(201);
    expect((await call('GET', '/users-by-email?email=y@example.com&fields=email')).body).toEqual([{ email: 'y@example.com' }]);
  });

  it('merge their metadata', async () => {
    const { call, make } = await startTenant();
    const domain = await make('/custom-domains', {
      domain: 'login.example.com',
      type: 'auth0_managed_certs',
      domain_metadata: { a: '1', b: '2' },
    });
    const change = { domain_metadata: { a: null, c: '3' } };
    expect((await call('PATCH', `/custom-domains/${domain.custom_domain_id}`, change)).body).toMatchObject({
      domain_metadata: { b: '2', c: '3' },
    });
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`m${index}`, 'x']));
    const path = `/custom-domains/${domain.custom_domain_id}`;
    expect((await call('PATCH', path, { domain_metadata: many })).status).toBe(400);
    expect((await call('PATCH', path, { domain_metadata: { ...many, b: null } })).status).toBe(200);
  });
});

describe('the e-mail provider', () => {
  const PATH = '/emails/provider';
  const ses = { name: 'ses', credentials: { accessKeyId: 'hidden', secretAccessKey: 'hidden', region: 'us-east-1' } };

  it('is one, and tells no secrets', async () => {
    const { call, get, make } = await startTenant();
    expect((await get(PATH)).body).toMatchObject({ statusCode: 404, errorCode: 'inexistent_email_provider' });
    expect((await call('PATCH', PATH, { enabled: false })).status).toBe(404);
    expect(await make(PATH, { ...ses, settings: { message: { configuration_set_name: 'x' } } })).toMatchObject({
      enabled: true,
      credentials: { region: 'us-east-1' },
    });
    expect((await call('POST', PATH, ses)).status).toBe(409);
    expect(JSON.stringify((await get(PATH)).body)).not.toContain('hidden');
    expect((await get(`${PATH}?fields=name,enabled`)).body).toEqual({ name: 'ses', enabled: true });
  });

  it('begins anew with another name', async () => {
    const { call, make } = await startTenant();
    await make(PATH, { ...ses, settings: { message: { configuration_set_name: 'x' } } });
    expect((await call('PATCH', PATH, { name: 'mandrill', credentials: {} })).status).toBe(400);
    expect((await call('PATCH', PATH, { name: 'mandrill', credentials: { api_key: 'k' } })).body).toEqual({
      name: 'mandrill',
      enabled: true,
      credentials: {},
    });
    expect((await call('DELETE', PATH)).status).toBe(204);
    expect((await call('DELETE', PATH)).status).toBe(204);
  });

  it('wants the password again when the server changes', async () => {
    const { call, make } = await startTenant();
    const server = { smtp_host: 'mail.example.com', smtp_port: 587, smtp_user: 'bob' };
    await make(PATH, { name: 'smtp', credentials: { ...server, smtp_pass: 'p' } });
    expect((await call('PATCH', PATH, { credentials: { ...server, smtp_port: 25 } })).status).toBe(400);
    expect((await call('PATCH', PATH, { credentials: server })).status).toBe(200);
  });
});

describe('e-mail templates', () => {
  const welcome = { template: 'welcome_email', body: 'x', from: '', subject: 's', syntax: 'liquid', enabled: true };

  it('are not there before they are made', async () => {
    const { call, get } = await startTenant();
    expect((await get('/email-templates/welcome_email')).body).toMatchObject({ errorCode: 'inexistent_email_template' });
    expect((await call('PATCH', '/email-templates/welcome_email', { enabled: false })).status).toBe(404);
    expect((await get('/email-templates/lunch_email')).body).toMatchObject({ errorCode: 'invalid_uri' });
  });

  it('are changed in parts and replaced whole', async () => {
    const { call, make } = await startTenant();
    await make('/email-templates', { ...welcome, resultUrl: 'https://example.com' });
    expect((await call('POST', '/email-templates', welcome)).status).toBe(409);
    const path = '/email-templates/welcome_email';
    expect((await call('PATCH', path, { subject: 'other' })).body).toMatchObject({ subject: 'other', body: 'x' });
    expect((await call('PUT', path, welcome)).body).toEqual(welcome);
    expect((await call('PUT', path, { ...welcome, template: 'reset_email' })).status).toBe(400);
  });
});

describe('log streams', () => {
  const SINKS = [
    ['http', { httpEndpoint: 'https://example.com', httpAuthorization: 'shown' }],
    ['datadog', { datadogApiKey: 'shown', datadogRegion: 'us' }],
    ['splunk', { splunkDomain: 'example.com', splunkPort: '8088', splunkToken: 'shown', splunkSecure: true }],
    ['sumo', { sumoSourceAddress: 'https://example.com' }],
    ['segment', { segmentWriteKey: 'shown' }],
  ] as const;

  it.each(SINKS)('of type %s show their sinks as they are', async (type, sink) => {
    const { call, get } = await startTenant();
    const { status, body } = await call('POST', '/log-streams', { name: 'x', type, sink });
    expect(status).toBe(200);
    const { id } = toRecord(body);
    expect(id).toMatch(/^lst_\d{16}$/);
    expect((await get(`/log-streams/${id}`)).body).toEqual({ id, name: 'x', type, status: 'active', sink, isPriority: false });
    expect((await call('PATCH', `/log-streams/${id}`, { status: 'paused' })).body).toMatchObject({ status: 'paused', sink });
  });

  it('get partner names, and hide one password', async () => {
    const { make } = await startTenant();
    const aws = await make('/log-streams', {
      type: 'eventbridge',
      sink: { awsAccountId: '123456789012', awsRegion: 'us-west-2' },
    });
    expect(toRecord(aws.sink).awsPartnerEventSource).toMatch(
      /^aws\.partner\/auth0\.com\/example-tenant-[0-9a-f-]{36}\/auth0\.logs$/,
    );
    const mixpanel = {
      mixpanelRegion: 'us',
      mixpanelProjectId: '1',
      mixpanelServiceAccountUsername: 'bob',
      mixpanelServiceAccountPassword: 'hidden',
    };
    const made = await make('/log-streams', { type: 'mixpanel', sink: mixpanel });
    expect(made.sink).toEqual({ ...mixpanel, mixpanelServiceAccountPassword: '********' });
  });

  it('hide nothing when that is not said again', async () => {
    const { call, make } = await startTenant();
    const sink = { segmentWriteKey: 'k' };
    const stream = await make('/log-streams', { type: 'segment', sink, pii_config: { log_fields: ['email'] }, filters: [] });
    expect(stream).toMatchObject({ pii_config: { log_fields: ['email'], method: 'hash', algorithm: 'xxhash' } });
    expect(stream).not.toHaveProperty('filters');
    expect((await call('PATCH', `/log-streams/${stream.id}`, { sink })).body).not.toHaveProperty('pii_config');
    const other = { sink: { splunkDomain: 'a.b', splunkPort: '1', splunkToken: 't', splunkSecure: true } };
    expect((await call('PATCH', `/log-streams/${stream.id}`, other)).status).toBe(400);
  });
});
