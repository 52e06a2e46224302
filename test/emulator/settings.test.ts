import { describe, expect, it } from 'vitest';
import { startTenant, toRecord } from './test-tenant.ts';

describe('attack protection', () => {
  it.each([
    ['bot-detection', { bot_detection_level: 'high' }],
    ['breached-password-detection', { enabled: true }],
    ['brute-force-protection', { max_attempts: 3 }],
    ['phone-provider-protection', { type: 'exponential' }],
    ['suspicious-ip-throttling', { enabled: false }],
  ])('keeps of %s what a PATCH leaves out', async (part, change) => {
    const { call, get } = await startTenant();
    const before = toRecord((await get(`/attack-protection/${part}`)).body);
    const after = { ...before, ...change };
    expect(await call('PATCH', `/attack-protection/${part}`, change)).toMatchObject({ status: 200, body: after });
    expect((await get(`/attack-protection/${part}`)).body).toEqual(after);
  });

  it('merges the stages of suspicious traffic', async () => {
    const { call } = await startTenant();
    const change = { stage: { 'pre-login': { max_attempts: 5 } } };
    expect((await call('PATCH', '/attack-protection/suspicious-ip-throttling', change)).body).toMatchObject({
      stage: {
        'pre-login': { max_attempts: 5, rate: 864_000 },
        'pre-user-registration': { max_attempts: 50, rate: 1200 },
        'pre-custom-token-exchange': { max_attempts: 10, rate: 600_000 },
      },
    });
  });

  it('never tells the secrets of captchas, nor forgets other providers', async () => {
    const { call, get } = await startTenant();
    await call('PATCH', '/attack-protection/captcha', { arkose: { site_key: 'a', secret: 'hidden', fail_open: true } });
    await call('PATCH', '/attack-protection/captcha', {
      active_provider_id: 'hcaptcha',
      hcaptcha: { site_key: 'h', secret: 'hidden' },
    });
    const { body } = await get('/attack-protection/captcha');
    expect(body).toMatchObject({
      active_provider_id: 'hcaptcha',
      hcaptcha: { site_key: 'h' },
      arkose: { site_key: 'a', client_subdomain: 'client-api', fail_open: true },
      recaptcha_v2: { site_key: '' },
    });
    expect(JSON.stringify(body)).not.toContain('hidden');
  });

  it('refuses what the schema does not know', async () => {
    const { call } = await startTenant();
    const answer = await call('PATCH', '/attack-protection/brute-force-protection', { shields: ['fire'] });
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } });
  });

  it('has the risk settings beside it', async () => {
    const { call, get } = await startTenant();
    expect((await get('/risk-assessments/settings')).body).toEqual({ enabled: false });
    expect((await call('PATCH', '/risk-assessments/settings/new-device', { remember_for: 20 })).body).toEqual({
      remember_for: 20,
    });
    expect((await call('PATCH', '/supplemental-signals', { akamai_enabled: true })).body).toEqual({ akamai_enabled: true });
  });
});

describe('guardian', () => {
  it('switches factors one by one', async () => {
    const { call, get } = await startTenant();
    expect((await call('PUT', '/guardian/factors/otp', { enabled: true })).body).toEqual({ enabled: true });
    const { body } = await get('/guardian/factors');
    expect(body).toHaveLength(8);
    expect(body).toContainEqual({ name: 'otp', enabled: true, trial_expired: false });
    expect(await call('PUT', '/guardian/factors/telepathy', { enabled: true })).toMatchObject({
      status: 400,
      body: { errorCode: 'invalid_uri' },
    });
  });

  it('takes policies as a bare array', async () => {
    const { call, get } = await startTenant();
    expect((await get('/guardian/policies')).body).toEqual([]);
    expect((await call('PUT', '/guardian/policies', ['all-applications'])).body).toEqual(['all-applications']);
    expect((await get('/guardian/policies')).body).toEqual(['all-applications']);
    expect((await call('PUT', '/guardian/policies', ['some'])).status).toBe(400);
  });

  it('knows the phone settings by both names', async () => {
    const { call, get } = await startTenant();
    await call('PUT', '/guardian/factors/sms/selected-provider', { provider: 'twilio' });
    expect((await get('/guardian/factors/phone/selected-provider')).body).toEqual({ provider: 'twilio' });
  });

  it('shows secrets of providers where the API does', async () => {
    const { call, get } = await startTenant();
    const sns = { aws_access_key_id: 'id', aws_secret_access_key: 'key', aws_region: 'us-west-1' };
    const path = '/guardian/factors/push-notification/providers';
    expect((await call('PUT', `${path}/sns`, sns)).body).toEqual(sns);
    expect((await get(`${path}/sns`)).body).toEqual({ aws_access_key_id: 'id', aws_region: 'us-west-1' });
    expect((await get(`${path}/apns`)).body).toEqual({ enabled: false });
    expect((await call('PUT', `${path}/apns`, { bundle_id: 'com.example', sandbox: false, p12: 'AAAA' })).body).toEqual({
      bundle_id: 'com.example',
      sandbox: false,
    });
    expect((await get(`${path}/apns`)).body).toMatchObject({ enabled: true });
    expect((await call('PUT', `${path}/fcm`, { server_key: 'k' })).body).toEqual({});
    expect((await call('PATCH', '/guardian/factors/duo/settings', { skey: 's' })).body).toEqual({ skey: 's' });
  });
});

describe('prompts', () => {
  it('replace texts whole and clear them with {}', async () => {
    const { call, get } = await startTenant();
    const path = '/prompts/login/custom-text/en';
    expect((await get(path)).body).toEqual({});
    await call('PUT', path, { login: { title: 'Hello', description: 'there' } });
    await call('PUT', path, { login: { title: 'Hi' } });
    expect((await get(path)).body).toEqual({ login: { title: 'Hi' } });
    expect((await call('PUT', path, {})).body).toEqual({});
    expect((await get(path)).body).toEqual({});
    expect((await get('/prompts/lunch/custom-text/en')).body).toMatchObject({ errorCode: 'invalid_uri' });
  });

  it('take partials of tenants with a domain of their own only, and drop empty screens', async () => {
    const { call, get, make } = await startTenant();
    const partials = { login: { 'form-content-start': '<b>x</b>' }, 'login-id': {} };
    expect((await call('PUT', '/prompts/login/partials', partials)).status).toBe(400);
    await make('/custom-domains', { domain: 'login.example.com', type: 'auth0_managed_certs' });
    expect((await call('PUT', '/prompts/login/partials', partials)).status).toBe(200);
    expect((await get('/prompts/login/partials')).body).toEqual({ login: { 'form-content-start': '<b>x</b>' } });
  });

  it('echo of a rendering what was sent, and keep the rest', async () => {
    const { call, get } = await startTenant();
    const path = '/prompts/login-id/screen/login-id/rendering';
    await call('PATCH', path, { rendering_mode: 'advanced', filters: { match_type: 'includes_any', clients: [{ id: 'a' }] } });
    expect((await call('PATCH', path, { filters: null })).body).toEqual({});
    expect((await get(path)).body).toMatchObject({ prompt: 'login-id', rendering_mode: 'advanced', filters: null });
    const many = { configs: [{ prompt: 'login', screen: 'login', rendering_mode: 'standard' }] };
    expect((await call('PATCH', '/prompts/rendering', many)).body).toEqual(many);
    expect((await get('/prompts/rendering?include_totals=true')).body).toMatchObject({ start: 0, limit: 50, total: 2 });
    expect((await get('/prompts/rendering?rendering_mode=advanced')).body).toMatchObject([{ screen: 'login-id' }]);
  });
});
