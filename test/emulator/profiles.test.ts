import { describe, expect, it } from 'vitest';
import { startTenant, type TestTenant, toRecord } from './test-tenant.ts';

const EMAIL = { email: { label: 'Email', description: 'd', auth0_mapping: 'email', profile_required: true } };

const createAttributeProfile = ({ make }: TestTenant, name = 'attributes') =>
  make('/user-attribute-profiles', { name, user_attributes: EMAIL });

describe('user attribute profiles', () => {
  it('fall back on defaults for what is not sent', async () => {
    const own = await startTenant();
    const profile = await createAttributeProfile(own);
    expect(profile.user_id).toMatchObject({ oidc_mapping: 'sub', scim_mapping: 'externalId' });
    const path = `/user-attribute-profiles/${profile.id}`;
    await own.call('PATCH', path, { user_id: { saml_mapping: ['urn:x'] } });
    expect((await own.get(path)).body).toMatchObject({ user_id: { saml_mapping: ['urn:x'], scim_mapping: 'externalId' } });
    expect((await own.call('PATCH', path, { user_id: {} })).body).toMatchObject({ user_id: profile.user_id });
    expect((await own.call('POST', '/user-attribute-profiles', { name: 'attributes', user_attributes: EMAIL })).status).toBe(409);
  });

  it('come five at a time', async () => {
    const own = await startTenant();
    for (let count = 0; count < 6; count += 1) await createAttributeProfile(own, `profile ${count}`);
    const first = toRecord((await own.get('/user-attribute-profiles')).body);
    expect(first.user_attribute_profiles).toHaveLength(5);
    const rest = toRecord((await own.get(`/user-attribute-profiles?from=${first.next}`)).body);
    expect(rest.user_attribute_profiles).toHaveLength(1);
    expect(rest).not.toHaveProperty('next');
  });
});

describe('connection profiles', () => {
  it('show null where nothing is set', async () => {
    const { call, make } = await startTenant();
    const profile = await make('/connection-profiles', { name: 'p' });
    expect(profile).toEqual({ id: profile.id, name: 'p', connection_config: null, strategy_overrides: null });
    const change = { enabled_features: ['scim'] };
    expect((await call('PATCH', `/connection-profiles/${profile.id}`, change)).body).toMatchObject({ ...change, name: 'p' });
  });
});

describe('self-service profiles', () => {
  it('have attributes of their own or a profile of them', async () => {
    const own = await startTenant();
    const attributes = await createAttributeProfile(own);
    const made = await own.make('/self-service-profiles', { name: 's', user_attribute_profile_id: attributes.id });
    expect(made).toMatchObject({ user_attributes: [] });
    const path = `/self-service-profiles/${made.id}`;
    const mine = { user_attributes: [{ name: 'n', description: 'd', is_optional: true }] };
    expect((await own.call('PATCH', path, mine)).status).toBe(400);
    expect((await own.call('PATCH', path, { ...mine, user_attribute_profile_id: null })).body).toMatchObject(mine);
    expect((await own.call('PATCH', path, { user_attributes: null })).body).toMatchObject({ user_attributes: [] });
    expect((await own.get('/self-service-profiles/ssp_none')).body).toEqual({
      statusCode: 404,
      error: 'Not Found',
      message: 'Profile with ID: ssp_none not found',
    });
  });

  it('have texts of their own', async () => {
    const { call, get, make } = await startTenant();
    const made = await make('/self-service-profiles', { name: 's' });
    const path = `/self-service-profiles/${made.id}/custom-text/en/get-started`;
    expect((await get(path)).body).toEqual({});
    expect((await call('PUT', path, { introduction: 'Hi' })).body).toEqual({ introduction: 'Hi' });
    await call('DELETE', `/self-service-profiles/${made.id}`);
    expect((await get(path)).status).toBe(404);
  });
});

describe('token exchange profiles', () => {
  it('need a deployed action that is made for it', async () => {
    const { call, get, make } = await startTenant();
    const action = await make('/actions/actions', { name: 'a', supported_triggers: [{ id: 'custom-token-exchange' }] });
    const profile = {
      name: 'exchange',
      subject_token_type: 'https://example.com/token',
      action_id: action.id,
      type: 'custom_authentication',
    };
    expect((await call('POST', '/token-exchange-profiles', profile)).status).toBe(400);
    await get(`/actions/actions/${action.id}`);
    await call('POST', `/actions/actions/${action.id}/deploy`);
    const made = await make('/token-exchange-profiles', profile);
    expect(made).toMatchObject(profile);
    expect((await call('POST', '/token-exchange-profiles', profile)).status).toBe(409);
    expect((await call('PATCH', `/token-exchange-profiles/${made.id}`, { subject_token_type: 'urn:ietf:x' })).status).toBe(400);
    expect((await call('DELETE', `/actions/actions/${action.id}`)).status).toBe(400);
  });
});

describe('experiments', () => {
  it('keep what they refer to', async () => {
    const { call, make } = await startTenant();
    const base = '/experimentation';
    const flag = await make(`${base}/feature-flags`, { name: 'flag', parameters: { p: { type: 'boolean', value: true } } });
    const variation = await make(`${base}/feature-flags/${flag.id}/variations`, { name: 'control', overrides: {} });
    const experiment = await make(`${base}/experiments`, {
      name: 'test',
      feature_flag_id: flag.id,
      authentication_flow: 'login',
      allocation_strategy: 'percentage',
      assignment_config: { subject: 'device' },
      allocations: [{ variation_id: variation.id, weight: 100, is_control: true }],
    });
    expect(experiment).toMatchObject({ status: 'draft', is_valid: true });
    expect((await call('POST', `${base}/experiments/${experiment.id}/validate`)).body).toEqual({ is_valid: true, errors: [] });
    const path = `${base}/feature-flags/${flag.id}`;
    expect((await call('DELETE', path)).status).toBe(409);
    expect((await call('DELETE', `${path}/variations/${variation.id}`)).status).toBe(409);
    await call('POST', `${base}/experiments/${experiment.id}/status`, { status: 'archived' });
    expect((await call('DELETE', path)).status).toBe(204);
  });
});

describe('templates of verifiable credentials', () => {
  it('live', async () => {
    const { call, get, make } = await startTenant();
    const path = '/verifiable-credentials/verification/templates';
    const made = await make(path, {
      name: 'licence',
      type: 'mdl',
      dialect: 'simplified/1.0',
      presentation: { 'org.iso.18013.5.1.mDL': { 'org.iso.18013.5.1': { family_name: true } } },
      well_known_trusted_issuers: 'aamva',
    });
    expect((await get(path)).body).toMatchObject({ templates: [{ id: made.id }] });
    expect((await call('POST', path, { ...made, id: undefined })).status).toBe(400);
    expect((await call('PATCH', `${path}/${made.id}`, { custom_certificate_authority: 'x' })).status).toBe(400);
    const { id: _, created_at: __, updated_at: ___, ...same } = made;
    expect((await call('POST', path, same)).status).toBe(409);
    expect((await call('PATCH', `${path}/${made.id}`, { name: 'other' })).body).toMatchObject({ name: 'other', type: 'mdl' });
    expect((await call('DELETE', `${path}/${made.id}`)).status).toBe(204);
  });
});
