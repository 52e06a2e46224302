import { expect, it } from 'vitest';
import { startTenant } from '../test-tenant.ts';

it('keeps how long sessions with a second factor last, whole or not at all', async () => {
  const { call, get } = await startTenant();
  const settings = {
    display_remember_me_checkbox: false,
    remember_me_default_value: false,
    mfa_session_inactivity_timeout: 7200,
    mfa_session_overall_timeout: 86_400,
  };
  expect((await get('/guardian/settings')).body).toMatchObject({ mfa_session_inactivity_timeout: 604_800 });
  expect(await call('PUT', '/guardian/settings', settings)).toMatchObject({ status: 200, body: settings });
  expect(await call('PUT', '/guardian/settings', { remember_me_default_value: true })).toMatchObject({ status: 400 });
  const turned = { ...settings, mfa_session_overall_timeout: 3600 };
  expect(await call('PUT', '/guardian/settings', turned)).toMatchObject({ status: 400 });
  expect((await get('/guardian/settings')).body).toEqual(settings);
});

it.each(['email', 'phone'])('keeps how codes by %s look', async (factor) => {
  const { call, get } = await startTenant();
  const path = `/guardian/factors/${factor}/settings`;
  expect((await get(path)).body).toEqual({ otp_length: 6, otp_expiration_time: 300 });
  expect(await call('PUT', path, { otp_length: 8 })).toMatchObject({ status: 400 });
  const settings = { otp_length: 8, otp_expiration_time: 120 };
  expect(await call('PUT', path, settings)).toMatchObject({ status: 200, body: settings });
  expect((await get(path)).body).toEqual(settings);
});
