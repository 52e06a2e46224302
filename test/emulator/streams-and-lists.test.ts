import { describe, expect, it } from 'vitest';
import { startTenant, toRecord } from './test-tenant.ts';

describe('event streams', () => {
  const buildWebhookStream = (authorization: object) => ({
    name: 'hook',
    subscriptions: [{ event_type: 'user.created' }],
    destination: {
      type: 'webhook',
      configuration: { webhook_endpoint: 'https://example.com', webhook_authorization: authorization },
    },
  });

  it.each([
    [{ method: 'bearer' }, { token: 'hidden' }],
    [{ method: 'basic', username: 'bob' }, { password: 'hidden' }],
    [{ method: 'custom_header', header_key: 'X-Key' }, { header_value: 'hidden' }],
  ])('tell how they authenticate, not with what: %j', async (shown, secret) => {
    const { call, get, make } = await startTenant();
    const stream = await make('/event-streams', buildWebhookStream({ ...shown, ...secret }));
    expect(stream).toMatchObject({ status: 'enabled', destination: buildWebhookStream(shown).destination });
    const changed = await call('PATCH', `/event-streams/${stream.id}`, {
      ...buildWebhookStream({ ...shown, ...secret }),
      status: 'disabled',
    });
    expect(changed.body).toMatchObject({ status: 'disabled' });
    expect(JSON.stringify((await get('/event-streams')).body)).not.toContain('hidden');
    expect((await call('POST', '/event-streams', buildWebhookStream({ ...shown, ...secret }))).status).toBe(409);
  });

  it('take their action along', async () => {
    const { call, get, make } = await startTenant();
    const action = await make('/actions/actions', { name: 'a', supported_triggers: [{ id: 'event-stream' }] });
    const destination = { type: 'action', configuration: { action_id: action.id } };
    const stream = await make('/event-streams', { destination, subscriptions: [{ event_type: 'user.created' }] });
    expect((await call('DELETE', `/actions/actions/${action.id}`)).status).toBe(400);
    expect((await call('DELETE', `/event-streams/${stream.id}`)).status).toBe(204);
    expect((await get(`/actions/actions/${action.id}`)).status).toBe(404);
  });

  it('say what is wrong with an id', async () => {
    const { get } = await startTenant();
    expect((await get('/event-streams/est_no')).body).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message:
        "Path validation error: 'Object didn't pass validation for format event-stream-id: est_no' on property id (Unique identifier for the event stream).",
      errorCode: 'invalid_uri',
    });
  });
});

describe('network lists', () => {
  const acl = {
    description: 'x',
    active: true,
    priority: 10,
    rule: { action: { block: true }, match: { asns: [9453] }, scope: 'tenant' },
  };

  it('are replaced by PUT and say of one list whose it is', async () => {
    const { call, get, make } = await startTenant();
    const made = await make('/network-acls', acl);
    const path = `/network-acls/${made.id}`;
    const other = { ...acl, rule: { action: { log: true }, not_match: { geo_country_codes: ['US'] }, scope: 'management' } };
    expect(await call('PUT', path, other)).toMatchObject({ status: 200, body: { rule: other.rule } });
    expect((await get(path)).body).toMatchObject({ tenant_id: 'example-tenant', deleted_at: null, rule: other.rule });
    expect((await call('PATCH', path, { active: false })).body).toMatchObject({ active: false, rule: other.rule });
    expect(await call('DELETE', path)).toMatchObject({ status: 200, body: { code: 204, object: '' } });
  });

  it.each([
    [{ action: { redirect: true }, match: { asns: [1] } }, 'requires a `redirect_uri`'],
    [{ action: { block: true }, match: { auth0_managed: ['auth0.invented'] } }, 'auth0.low_reputation, auth0.icloud_relay_proxy'],
    [
      { action: { block: true }, match: { auth0_managed: ['auth0.low_reputation', 'auth0.low_reputation'] } },
      '(indexes 0 and 1)',
    ],
  ])('refuse %j', async (rule, message) => {
    const { call } = await startTenant();
    const answer = await call('POST', '/network-acls', { ...acl, rule: { ...rule, scope: 'tenant' } });
    expect(answer).toMatchObject({ status: 400, body: { errorCode: 'invalid_body', message: expect.stringContaining(message) } });
  });

  it('have one priority each, and ids of one shape', async () => {
    const { call, get, make } = await startTenant();
    await make('/network-acls', acl);
    expect((await call('POST', '/network-acls', acl)).status).toBe(409);
    const second = await make('/network-acls', { ...acl, priority: 11 });
    expect((await call('PUT', `/network-acls/${second.id}`, acl)).status).toBe(409);
    expect((await get('/network-acls/none')).body).toMatchObject({ statusCode: 400, errorCode: 'invalid_uri' });
  });
});

describe('rate limit policies', () => {
  it('are one for each consumer', async () => {
    const { call, get, make } = await startTenant();
    const policy = {
      resource: 'oauth_authentication_api',
      consumer: 'client',
      consumer_selector: 'default',
      configuration: { action: 'block', limit: 100 },
    };
    const made = await make('/rate-limit-policies', policy);
    expect(made).toMatchObject({ ...policy, created_at: expect.stringMatching(/\.\d{6}Z$/) });
    expect((await call('POST', '/rate-limit-policies', policy)).status).toBe(409);
    const change = { configuration: { action: 'allow' } };
    expect((await call('PATCH', `/rate-limit-policies/${made.id}`, change)).body).toMatchObject(change);
    const { rate_limit_policies: none } = toRecord((await get('/rate-limit-policies?consumer_selector=other')).body);
    expect(none).toEqual([]);
  });
});
